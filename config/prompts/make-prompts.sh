#!/bin/sh
# Makes the spoken prompts from pl.txt and en.txt: LANGUAGE/ID.wav, 8 kHz, one channel, A-law.
# Needs espeak-ng and sox. The made files are committed; run this after changing a text, with the IDs of what was changed, or without for all of them.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for language in pl en; do
    case $language in
        pl) voice=pl speed=155 ;;
        en) voice=en-gb speed=160 ;;
    esac
    [ $# -gt 0 ] || rm -rf "$language"
    mkdir -p "$language"
    while IFS='|' read -r id text; do
        case $id in ''|'#'*) continue ;; esac
        case " ${*:-$id} " in *" $id "*) ;; *) continue ;; esac
        espeak-ng -v "$voice" -s "$speed" -a 90 -w "$work/raw.wav" "$text"
        # Telephone band, silence cut at both ends, a short gap after the words, level evened out.
        sox "$work/raw.wav" -r 8000 -c 1 -b 16 "$work/cut.wav" gain -3 highpass 200 lowpass 3400 \
            silence 1 0.01 0.4% reverse silence 1 0.01 0.4% reverse norm -4
        sox -D "$work/cut.wav" -e a-law "$language/$id.wav" pad 0 0.08
    done < "$language.txt"
done
du -sh pl en
