using Cockpit.Live.Ssh;

namespace Cockpit.Live.Scans;

/// <summary>
/// Programs that an sshd's sessions find before the real ones. Reading this machine's own apt lists costs seconds of CPU; where the connection is
/// what is tested, apt answers from a file.
/// </summary>
internal static class FakeTools
{
    private const string Policy = """
        Package files:
         500 http://deb.example/debian-security bookworm-security/main amd64 Packages
             release v=12,o=Debian,a=oldstable-security,n=bookworm-security,l=Debian-Security,c=main,b=amd64
        Pinned packages:
        """;

    /// <param name="changes">Name and shell text of further programs.</param>
    /// <returns>The lines for sshd_config.</returns>
    public static string[] In(Home home, params (string Name, string Text)[] changes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home.Folder, "bin")).FullName;
        (string Name, string Text)[] tools =
        [
            ("setpriv", "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\""),
            ("apt-cache", $"cat <<'END'\n{Policy}\nEND"),
            ("apt", "echo Listing..."),
            .. changes,
        ];
        foreach (var (name, text) in tools)
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, $"#!/bin/sh\n{text}\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return [$"SetEnv PATH={folder}:/usr/local/bin:/usr/bin:/bin"];
    }
}
