"""What `bin/read` says beside what is known to be right: the labelled sets, and the scripts that decide."""
