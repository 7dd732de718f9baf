# The table of table.awk as the sections OPTIONS and COMMANDS of the manual page, put in the
# place of the line "@HELP@" of the page's own text (the second file).
BEGIN { FS = "\t" }
function roff(text) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  if (text ~ /^[.']/) text = "\\&" text
  return text
}
function option(names, value, choices, description) {
  gsub(/,/, ", ", names)
  if (choices != "") description = description " (one of: " choices ")"
  return ".TP\n\\fB" roff(names) "\\fR" (value == "" ? "" : " \\fI" roff(value) "\\fR") "\n" \
         roff(description == "" ? "See the program's help." : description) "\n"
}
FNR == NR && $1 == "command" { order[++count] = $3; about[$3] = $6 }
FNR == NR && $1 == "option" { options[$2] = options[$2] option($3, $4, $5, $6) }
FNR == NR { next }
$0 == "@HELP@" {
  printf ".SH OPTIONS\nThese are taken before or after any command.\n%s", options[""]
  print ".SH COMMANDS"
  for (i = 1; i <= count; ++i) {
    printf ".SS \"espalier %s\"\n%s\n%s", roff(order[i]), roff(about[order[i]]), options[order[i]]
  }
  next
}
{ print }
