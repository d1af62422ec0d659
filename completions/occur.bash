# Completion of occur for bash. What there is to offer, the tool itself says.

_occur_files() {
  local prefix=$1 path
  while IFS= read -r path; do
    if [[ -d $path ]]; then path+=/ && compopt -o nospace; fi
    COMPREPLY+=("$prefix$path")
  done < <(compgen -f -- "${cur#"$prefix"}")
}

_occur() {
  local cur prev words cword line
  _init_completion -n =: || return
  local -a given=("${words[@]:1:cword}")
  given=("${given[@]//[\'\"]/}")
  while IFS= read -r line; do
    case $line in
      :command*) _command_offset "${line#:command }" ;;
      :at-files) _occur_files @ ;;
      :folders) _filedir -d ;;
      :files) _filedir ;;
      :files*)
        line=${line#:files }
        _filedir "@(${line// /|})"
        ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <("${1/#~\//$HOME/}" complete "${given[@]}" 2>/dev/null)
  # Only what follows the last = or : is the word that readline replaces.
  if [[ $cur == *=* && $COMP_WORDBREAKS == *=* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${cur%"${cur##*=}"}"}")
  fi
  __ltrim_colon_completions "$cur"
}

complete -F _occur occur
