"""Forms of the pages on which a course is written. They hold back nothing that a draft may lack."""
