# Completion of occur for fish. What there is to offer, the tool itself says.

function __occur_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l current (commandline --current-token --cut-at-cursor)
    set -l tool (string replace --regex '^~/' "$HOME/" -- $words[1])
    for line in ($tool complete $words[2..] "$current" 2>/dev/null)
        switch $line
            case ':command *'
                set -l from (math (string replace ':command ' '' -- $line) + 1)
                complete --do-complete (string join ' ' -- (string escape -- $words[$from..]) "$current")
            case :at-files
                for path in (__fish_complete_path (string sub --start 2 -- $current))
                    echo "@$path"
                end
            case :folders
                __fish_complete_directories $current
            case ':files *'
                set -l kinds (string join '|' -- (string split ' ' -- (string replace ':files ' '' -- $line)))
                __fish_complete_path $current | string match --regex "^[^\t]*(?:/|\.(?:$kinds))(?:\t.*)?\$"
            case :files
                __fish_complete_path $current
            case '*'
                echo $line
        end
    end
end

complete --command occur --no-files --keep-order --arguments '(__occur_complete)'
