namespace Cockpit.Scanner.Linux;

/// <summary>What a control group's path tells of the process in it. Pure.</summary>
internal static class ControlGroup
{
    /// <summary>The unit that holds it: "ssh.service", "syncthing.service (user 1000)"; null for a session, PID 1 and a path without one.</summary>
    /// <param name="path">Of /proc/PID/cgroup: "/system.slice/ssh.service".</param>
    public static string? Service(string path)
    {
        string? service = null, user = null;
        foreach (var part in path.Split('/'))
        {
            if (part.StartsWith("user@", StringComparison.Ordinal) && part.EndsWith(".service", StringComparison.Ordinal))
            {
                user = part["user@".Length..^".service".Length];
            }
            else if (part.EndsWith(".service", StringComparison.Ordinal) && Clean.IsWord(part))
            {
                service = part;
            }
        }

        return service is null || user is null ? service : $"{service} (user {Clean.Text(user)})";
    }

    /// <summary>Which container it is in; null where it is in none.</summary>
    /// <param name="path">A path or the part of one that names the container.</param>
    public static ContainerGroup? Container(string path)
    {
        var words = path.Split('/');
        for (var i = words.Length - 1; i >= 0; i--)
        {
            var above = i > 0 ? words[i - 1] : "";
            if (HexId(words[i]) is { } id && !words[i].Contains("conmon", StringComparison.Ordinal))
            {
                return new ContainerGroup(id, Holder(words[i], above), null);
            }

            if (words[i].StartsWith("lxc.payload.", StringComparison.Ordinal) || above == "lxc")
            {
                return Named(words[i].StartsWith("lxc.payload.", StringComparison.Ordinal) ? words[i]["lxc.payload.".Length..] : words[i], "lxc");
            }

            if (words[i].StartsWith("machine-", StringComparison.Ordinal) && words[i].EndsWith(".scope", StringComparison.Ordinal))
            {
                var name = Unescape(words[i]["machine-".Length..^".scope".Length]);
                return name.StartsWith("qemu-", StringComparison.Ordinal) ? null
                    : name.StartsWith("lxc-", StringComparison.Ordinal) ? Named(name, "libvirt")
                    : Named(name, "systemd-nspawn");
            }
        }

        return null;
    }

    private static ContainerGroup? Named(string name, string holder) => Clean.IsWord(name) ? new ContainerGroup(name, holder, name) : null;

    private static string Holder(string word, string above) =>
        word.Contains("libpod", StringComparison.Ordinal) || above.Contains("libpod", StringComparison.Ordinal) ? "podman"
        : word.Contains("docker", StringComparison.Ordinal) || above == "docker" ? "docker"
        : word.Contains("crio", StringComparison.Ordinal) || above.Contains("crio", StringComparison.Ordinal) ? "cri-o"
        : word.Contains("containerd", StringComparison.Ordinal) ? "containerd"
        : above.Contains("pod", StringComparison.Ordinal) ? "kubernetes"
        : word.Contains("crun", StringComparison.Ordinal) ? "crun"
        : "container";

    /// <summary>The 64 hex digits by which Docker, Podman and Kubernetes name a container.</summary>
    private static string? HexId(string word)
    {
        const int Length = 64;
        var start = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsAsciiHexDigitLower(word[i]))
            {
                start = i + 1;
            }
            else if (i - start + 1 == Length && (i + 1 == word.Length || !char.IsAsciiHexDigitLower(word[i + 1])))
            {
                return word[start..(i + 1)];
            }
        }

        return null;
    }

    /// <summary>systemd writes a hyphen inside a name as "\x2d" (systemd.unit(5)).</summary>
    private static string Unescape(string name) => name.Replace(@"\x2d", "-", StringComparison.Ordinal);
}

/// <param name="Id">64 hex digits, or the name where containers have no other id.</param>
/// <param name="Holder">What holds it: "docker", "podman".</param>
/// <param name="Name">Its name where the group tells it.</param>
internal sealed record ContainerGroup(string Id, string Holder, string? Name);
