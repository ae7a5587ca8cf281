"""`python -m extraction FILE…` is `bin/read FILE…`."""

from __future__ import annotations

import sys

from extraction.cli import main

sys.exit(main())
