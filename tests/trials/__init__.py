"""The trials themselves are tried: short runs, and judges that must see planted faults."""
