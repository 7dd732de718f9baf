# The table of table.awk as a completion function of zsh.
BEGIN { FS = "\t" }
# 'name:description', as _describe takes it.
function entry(name, description) {
  gsub(/'/, "'\\''", description)
  return " '" name ":" description "'"
}
$1 == "command" {
  commands = commands "\n   " entry($3, $6)
  alternatives = alternatives (alternatives == "" ? "" : "|") $3
  order[++count] = $3
}
$1 == "option" {
  number = split($3, names, ",")
  for (i = 1; i <= number; ++i) options[$2] = options[$2] "\n     " entry(names[i], $6)
}
END {
  print "#compdef espalier"
  print "# zsh completion of espalier, made from the program's help."
  print "local word command="
  print "local -a commands options shared"
  print "commands=(" commands "\n)"
  print "shared=(" options[""] "\n)"
  print "for word in ${words[2,CURRENT-1]}; do"
  print "  case $word in"
  print "    (" alternatives ") command=$word; break ;;"
  print "  esac"
  print "done"
  print "case $command in"
  for (i = 1; i <= count; ++i) print "  (" order[i] ") options=(" options[order[i]] "\n    ) ;;"
  print "esac"
  print "if [[ $PREFIX == -* ]]; then"
  print "  options+=($shared)"
  print "  _describe -o option options"
  print "elif [[ -z $command ]]; then"
  print "  _describe command commands"
  print "else"
  print "  _files"
  print "fi"
}
