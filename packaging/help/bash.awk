# The table of table.awk as a completion script of bash.
BEGIN { FS = "\t" }
function words(names) { gsub(/,/, " ", names); return names }
# The pattern of a case for "COMMAND OPTION", whichever of its names the option has.
function pattern(command, names) {
  command = (command == "" ? "*" : command) "\\ "
  gsub(/,/, "|" command, names)
  return command names
}
$1 == "command" { commands = commands (commands == "" ? "" : " ") $3 }
$1 == "option" {
  options[$2] = options[$2] " " words($3)
  if ($5 != "") {
    cases = cases "    " pattern($2, $3) ")\n" \
            "      COMPREPLY=($(compgen -W \"" $5 "\" -- \"$word\"))\n      return ;;\n"
  }
}
END {
  count = split(commands, names, " ")
  alternatives = commands
  gsub(/ /, "|", alternatives)
  print "# bash completion of espalier, made from the program's help."
  print "_espalier() {"
  print "  local word=${COMP_WORDS[COMP_CWORD]} command= options= i"
  print "  for ((i = 1; i < COMP_CWORD; ++i)); do"
  print "    case ${COMP_WORDS[i]} in"
  print "      " alternatives ") command=${COMP_WORDS[i]}; break ;;"
  print "    esac"
  print "  done"
  if (cases != "") print "  case \"$command ${COMP_WORDS[COMP_CWORD - 1]}\" in\n" cases "  esac"
  print "  case $command in"
  for (i = 1; i <= count; ++i) print "    " names[i] ") options=\"" options[names[i]] "\" ;;"
  print "    *) options=\"" commands "\" ;;"
  print "  esac"
  print "  if [[ -z $command || $word == -* ]]; then"
  print "    COMPREPLY=($(compgen -W \"$options" options[""] "\" -- \"$word\"))"
  print "  fi"
  print "}"
  print "complete -o default -F _espalier espalier"
}
