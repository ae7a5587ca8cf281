"""Pages under /admin/courses/ on which campaign admins write courses."""
