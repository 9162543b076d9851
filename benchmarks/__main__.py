"""All benchmarks one after the other; each prints its table."""

from __future__ import annotations

import subprocess
import sys

for name in ("understanding", "long_messages", "allocate", "forecast"):
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]], check=True)
