# Runs a command with what it prints in a file: print-to.sh FILE COMMAND ...
file=$1
shift
exec "$@" > "$file"
