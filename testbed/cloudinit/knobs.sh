# shellcheck shell=bash
# Sourced by cloudinit/check: the rows of the knob table in cloudinit-templates/README.md, on running guests.

# Three guests. `own`: its owner has an account, an ephemeral disk, a name server that never answers, and nobody can connect to it.
# `bare` and `cured`: no HTCondor in the image, without and with a way to install it.
knob_guests() {
  # `news` is 9 in Debian; a file system may call its device what it likes
  own_site=$'#cloud-config\nruncmd:\n'
  own_site+=$'  - usermod -u 1500 -d /home/news -s /bin/bash news && install -d -o news -m 755 /home/news\n'
  own_site+=$'  - mount -t tmpfs -o size=900g /dev/vdz /mnt\n'
  own_site+="  - sed -i '/$HEAD_NAME/d' /etc/hosts"$'\n'
  own_site+=$'  - echo nameserver 10.42.199.250 > /etc/resolv.conf; sed -i "s/^hosts:.*/hosts{{colon}} files dns/" /etc/nsswitch.conf\n'
  own_site+=$'  - echo "echo noise; export FROM_PROFILE=yes; cd /" > /etc/profile.d/noise.sh\n'
  own_site+=$'  - mkdir -p /etc/dnf; printf "[main]\\ngpgcheck=True\\n" > /etc/dnf/dnf.conf\n'
  own_site=${own_site//\{\{colon\}\}/:}
  own_site=$(sed '/^  - /{s/^  - //;s/'"'"'/'"''"'/g;s/.*/  - '"'&'"'/}' <<< "$own_site")
  ssh-keygen -q -t ed25519 -N '' -C 'ops "of" the site' -f "$out/ops"
  guest own 3 news proj:own 3600 600 "$own_site" '' auto "$HEAD_IP" '' "$(cat "$out/ops.pub")"
}

# config NAME: of the guest's startd
config() { inside own condor_config_val -startd "$1" 2>/dev/null || inside own condor_config_val "$1"; }
is() { [ "$(config "$1")" = "$2" ]; }

# From now on nobody can open a connection to it.
close_inbound() {
  nsenter -t "$(pid_of "$1")" -n nft 'table inet knobs { chain in { type filter hook input priority 0; iif lo accept; tcp flags & (syn | ack) == syn counter drop; }; }'
}
no() { ! "$@"; }
knock() { "$IN" timeout 2 bash -c 'echo > /dev/tcp/10.42.199.3/9618'; }

knob_facts() {
  fact "knobs: a worker joins though its name server never answers" eventually 60 shows -slots own own UpdraftWorkerId
  close_inbound own
  fact "knobs: nobody can open a connection to it" no knock
}
