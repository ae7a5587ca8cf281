"""The service tried from outside, as people and accidents would: demo, faults, benchmarks. Only `inside` knows it."""
