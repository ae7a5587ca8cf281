"""What changes distributors and what they handed over."""
