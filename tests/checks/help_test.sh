#!/bin/bash
# help_test.sh PROGRAM FOLDER [PAGE]: the completions and the manual page in FOLDER know
# every command and every option that the program's own help names, and each shell can read
# its file. With PAGE they are first made there, from that page's text; the table in between
# must then be PROGRAM's with .tsv for .sh.
set -euo pipefail
program=$1
folder=$2
failed=0
if [ $# -eq 3 ]; then
  "$(dirname "$0")/../../packaging/help/describe" "$program" "$3" "$folder"
  diff -u "${program%.sh}.tsv" "$folder/help.tsv"
fi

wrong() {
  echo "wrong: $*" >&2
  failed=1
}
# The names at the beginning of the lines of help text, read here in another way than the
# generator does.
options_of() { "$program" "$@" --help | grep -oE '^  -[^ ]*' | tr ', ' '\n\n' | grep -- -; }
commands=$("$program" --help | sed -n '/^Subcommands:$/,/^$/p' | grep -oE '^  [a-z][a-z-]*' |
  tr -d ' ')
[ "$(wc -w <<<"$commands")" -gt 1 ] || wrong "the help names no commands"

bash -n "$folder/espalier" || wrong "bash cannot read its completion"
zsh -n "$folder/_espalier" || wrong "zsh cannot read its completion"
fish --no-execute "$folder/espalier.fish" || wrong "fish cannot read its completion"
[ -z "$(groff -man -Tutf8 -ww -z "$folder/espalier.1" 2>&1)" ] || wrong "groff warns of the page"
cmp -s <(gzip -dc "$folder/espalier.1.gz") "$folder/espalier.1" || wrong "the page differs zipped"
if grep -q '@' "$folder/espalier.1"; then wrong "the page has an unfilled place"; fi

# offered WORD…: what bash completes after the words, the last of which is being typed.
# shellcheck source=/dev/null
source "$folder/espalier"
offered() {
  COMP_WORDS=(espalier "$@")
  COMP_CWORD=$#
  COMPREPLY=()
  _espalier
  printf '%s\n' "${COMPREPLY[@]}"
}
# in_page NAME: a name as the manual page writes it.
in_page() { grep -qF -- "$(sed 's/-/\\-/g' <<<"$1")" "$folder/espalier.1"; }

check() {  # check WHERE NAME [COMMAND]: every file knows the name
  grep -qxF -- "$2" <<<"$1" || wrong "bash does not offer $2 ${3-}"
  grep -qF -- "'$2:" "$folder/_espalier" || wrong "zsh does not offer $2 ${3-}"
  in_page "$2" || wrong "the page does not name $2 ${3-}"
}
words=$(offered "")
for command in $commands; do
  check "$words" "$command"
  grep -q -- "-a $command " "$folder/espalier.fish" || wrong "fish does not offer $command"
done
for option in $(options_of); do
  check "$words" "$option"
done
for command in $commands; do
  words=$(offered "$command" -)
  for option in $(options_of "$command"); do
    check "$words" "$option" "of $command"
    case $option in
      --*) name="-l ${option#--} " ;;
      *) name="-s ${option#-} " ;;
    esac
    grep -F -- "__fish_seen_subcommand_from $command'" "$folder/espalier.fish" |
      grep -qF -- "$name" || wrong "fish does not offer $option of $command"
  done
done
exit "$failed"
