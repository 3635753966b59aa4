"""Set Assay up and run it: `python3 installer/bootstrap.py demo|test|desktop|shell`.

Any Python can parse this file, so that an old one is told what is wanted instead of failing on
newer syntax; what needs a current Python is in the modules beside it.
"""

import os
import sys

OLDEST = (3, 11)
NEWEST = (3, 13)


def refusal(version, implementation, bits):
    """What to tell a Python that cannot run Assay, or None where it can."""
    if OLDEST <= tuple(version[:2]) <= NEWEST and implementation == "cpython" and bits == 64:
        return None
    return (
        "Assay needs 64-bit CPython %d.%d to %d.%d; this is %d-bit %s %d.%d (%s).\n"
        "Run it with one of those, for example: python3.11 installer/bootstrap.py demo"
        % (OLDEST + NEWEST + (bits, implementation) + tuple(version[:2]) + (sys.executable,))
    )


def main():
    """Check the interpreter, then hand over to the commands."""
    implementation = getattr(getattr(sys, "implementation", None), "name", "cpython")
    problem = refusal(sys.version_info, implementation, 64 if sys.maxsize > 2**32 else 32)
    if problem is not None:
        sys.stderr.write(problem + "\n")
        return 2
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # The script's own folder is on the path; the package's parent has to be, and first, because
    # an unrelated distribution is called "installer" too.
    sys.path[0] = root
    from installer.commands import run

    return run(root, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
