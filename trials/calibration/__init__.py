"""What a confidence is worth: labelled documents read, judged and fitted. `python -m trials.calibration --help`."""
