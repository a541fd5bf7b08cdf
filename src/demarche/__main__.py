"""`python -m demarche` is `demarche`."""

from demarche.cli import main

if __name__ == "__main__":
    main()
