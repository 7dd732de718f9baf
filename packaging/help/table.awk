# The program's help as a table: one line each command and option, tab-separated:
#   command            NAME   -      -        DESCRIPTION
#   option    COMMAND  NAMES  VALUE  CHOICES  DESCRIPTION   COMMAND is "" for the program's own
# Input: "@command NAME" before the help of each command, "@command" before the program's.
BEGIN { OFS = "\t" }

function flush_entry() {
  if (kind != "") {
    choices = choices_of(value)
    sub(/:(\{|[a-zA-Z]+ in [\[{]).*/, "", value)
    print kind, command, names, value, choices, description
  }
  kind = ""
}

# "TEXT:{off,auto}" is one of "off auto", and so is "TEXT:value in {off->0,auto->1} OR {0,1}".
function choices_of(value) {
  if (!match(value, /:(value in )?\{[^}]*\}/)) return ""
  value = substr(value, RSTART, RLENGTH)
  sub(/.*\{/, "", value)
  sub(/\}/, "", value)
  gsub(/->[^,]*/, "", value)
  gsub(/,/, " ", value)
  return value
}

/^@command/ { flush_entry(); command = $2; section = ""; next }
/^[A-Z].*:$/ { flush_entry(); section = $0; next }
/^[^ ]/ { flush_entry(); section = ""; next }

# "  -q,--quiet            Say less", "  --home DIR" with its description on the next line,
# and in their section "  tune                  Tune a model".
/^  [^ ]/ {
  flush_entry()
  if (section == "Subcommands:") kind = "command"
  else if ($1 ~ /^-/ && section != "Examples:") kind = "option"
  else next
  line = substr($0, 3)
  gap = match(line, /   *[^ ]/) ? RSTART : length(line) + 1
  names = substr(line, 1, gap - 1)
  description = gap > length(line) ? "" : substr(line, gap)
  sub(/^ +/, "", description)
  value = ""
  if (match(names, / /)) {
    value = substr(names, RSTART + 1)
    names = substr(names, 1, RSTART - 1)
  }
  next
}
# A description that goes on; of a command's only the first line is kept.
/^          +[^ ]/ {
  if (kind == "" || (kind == "command" && description != "")) next
  text = $0
  sub(/^ +/, "", text)
  description = description (description == "" ? "" : " ") text
  next
}
/^ *$/ { if (kind == "option") flush_entry() }
END { flush_entry() }
