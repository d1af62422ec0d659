#!/bin/sh
# usage: typed.sh SHELL COMPLETIONS [KEY... -- EXPECTED... ++]...
# Types into a shell of its own, on a terminal of its own, with the completions of occur loaded: the
# keys, which are those of tmux (Tab, C-u, letters), until each of the texts is on the screen; then, on
# a clean screen, the next keys. Shows the screen and exits with 1 when a text does not appear.
set -u
shell=$1 completions=$2
shift 2

dir=$(mktemp -d)
socket=$dir/tmux
trap 'tmux -S "$socket" kill-server 2>/dev/null; rm -rf "$dir"' EXIT
export HOME="$dir" XDG_CONFIG_HOME="$dir" XDG_DATA_HOME="$dir" LC_ALL=C.UTF-8 ENV=
cd "$dir" || exit
mkdir folder
touch work.ics work.toml work.txt

case $shell in
  bash)
    printf "PS1='ready> '\n. /usr/share/bash-completion/bash_completion\n. '%s/occur.bash'\n" \
      "$completions" >"$dir/rc"
    start="bash --noprofile --rcfile '$dir/rc'"
    ;;
  zsh)
    printf "PS1='ready> '\nfpath=('%s' \$fpath)\nautoload -Uz compinit && compinit -u -D\n" \
      "$completions" >"$dir/.zshrc"
    start="ZDOTDIR='$dir' zsh -d -i"
    ;;
  fish)
    mkdir -p "$dir/fish/completions"
    cp "$completions/occur.fish" "$dir/fish/completions/"
    printf "set -g fish_greeting\nfunction fish_prompt\n  echo 'ready> '\nend\n" >"$dir/fish/config.fish"
    start="fish"
    ;;
esac

tmux -S "$socket" -f /dev/null new-session -d -x 120 -y 60 "$start" || exit

screen() { tmux -S "$socket" capture-pane -p; }

# awaits TEXT: for twenty seconds, which is for machines that have much else to do.
awaits() {
  tries=0
  until screen | grep -qF -e "$1"; do
    tries=$((tries + 1))
    [ "$tries" -lt 400 ] || return 1
    sleep 0.05
  done
}

# clean: whether the prompt alone is on the screen.
clean() { [ "$(screen | grep -c .)" = 1 ] && screen | grep -q '^ready> *$'; }

fail() {
  screen
  printf 'not seen: %s\n' "$1"
  exit 1
}

awaits 'ready>' || fail 'ready>'
while [ $# -gt 0 ]; do
  while [ "$1" != -- ]; do
    tmux -S "$socket" send-keys "$1"
    shift
  done
  shift
  while [ "$1" != ++ ]; do
    awaits "$1" || fail "$1"
    shift
  done
  shift
  tmux -S "$socket" send-keys C-u C-l
  tries=0
  until clean; do
    tries=$((tries + 1))
    [ "$tries" -lt 400 ] || fail 'a clean screen'
    sleep 0.05
    [ $((tries % 20)) -ne 0 ] || tmux -S "$socket" send-keys C-u C-l
  done
done
