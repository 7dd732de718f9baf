# The table of table.awk as completions of fish.
BEGIN { FS = "\t"; print "# fish completion of espalier, made from the program's help." }
function quoted(text) {
  gsub(/\\/, "\\\\", text)
  gsub(/'/, "\\'", text)
  return "'" text "'"
}
$1 == "command" {
  print "complete -c espalier -f -n __fish_use_subcommand -a " $3 " -d " quoted($6)
}
$1 == "option" {
  line = "complete -c espalier"
  if ($2 != "") line = line " -n " quoted("__fish_seen_subcommand_from " $2)
  number = split($3, names, ",")
  for (i = 1; i <= number; ++i) {
    if (names[i] ~ /^--/) line = line " -l " substr(names[i], 3)
    else line = line " -s " substr(names[i], 2)
  }
  if ($5 != "") line = line " -x -a " quoted($5)
  else if ($4 != "") line = line " -r"
  print line " -d " quoted($6)
}
