#!/bin/sh
# A program with the help of one: every form that the generator has to read.
case $1 in
  tune) cat <<'HELP'
Tunes a model.
More about it.

Usage: espalier tune [OPTIONS] [request]

Positionals:
  request TEXT                    A request file

Options:
  -h,--help                       Print this help message and exit
  -r,--range NAME=MIN:MAX[:SCALING] ...
                                  A range; it's "repeatable"
  --a-very-long-option-name-that-wraps TEXT REQUIRED
                                  A description on a line
                                  of its own and the next

Without a request:
  --early TEXT:{off,auto}         When to stop \ early

Examples:
  espalier tune request.json      not an option
      --not-one-either
HELP
    ;;
  create-model) cat <<'HELP'
Creates a model.
Usage: espalier create-model [OPTIONS] kind

Options:
  -h,--help                       Print this help message and exit
HELP
    ;;
  *) cat <<'HELP'
What it is.
Usage: espalier [OPTIONS] SUBCOMMAND

Options:
  -h,--help                       Print this help message and exit
  --home DIR                      The folder: it holds $HOME [and] all; state
  --format FORMAT:value in {json->2,table->1} OR {2,1}=table
                                  How results are written
  --threads N:INT in [0 - 1024]   Threads

Subcommands:
  tune                            Tunes a model.
                                  More about it.
  create-model                    Creates a model.

Examples:
  espalier tune
HELP
    ;;
esac
