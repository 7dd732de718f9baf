#!/bin/sh
# A program with the help of one: every form that the generator has to read.
case "$1 $2" in
  "execution --help") cat <<'HELP'
Runs executions.
Usage: espalier execution [OPTIONS] SUBCOMMAND

Options:
  -h,--help                       Print this help message and exit

Subcommands:
  start                           Starts one
  stop                            Stops it's run
HELP
    ;;
  "execution start") cat <<'HELP'
Starts one
Usage: espalier execution start [OPTIONS]

Options:
  -h,--help                       Print this help message and exit
  --wait                          Waits for its end
HELP
    ;;
  "execution stop") cat <<'HELP'
Stops it's run
Usage: espalier execution stop [OPTIONS]

Options:
  -h,--help                       Print this help message and exit
  --cause TEXT                    Why
HELP
    ;;
  tune\ *) cat <<'HELP'
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
  create-model\ *) cat <<'HELP'
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
  execution                       Runs executions.

Examples:
  espalier tune
HELP
    ;;
esac
