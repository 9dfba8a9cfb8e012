namespace Cockpit.Live.Ssh.HostKeys;

/// <summary>An authority made by ssh-keygen, and an sshd that shows a certificate of its own making.</summary>
internal static class CertifiedSshd
{
    public static string NewAuthority(Home home, string type = "ed25519") => home.NewKey(Path.Combine(home.Folder, $"ca_{Guid.NewGuid():N}"), type: type);

    /// <summary>Signs the home's host key; the certificate lies at the returned path.</summary>
    /// <param name="options">Of ssh-keygen -s: "-h", "-n", "-V".</param>
    public static string Sign(Home home, string authority, params string[] options)
    {
        Keygen.Run(["-q", "-s", authority, "-I", "test", .. options, home.HostKey + ".pub"]);
        return home.HostKey + "-cert.pub";
    }

    /// <summary>An sshd that shows a certificate which is signed as asked.</summary>
    /// <param name="known">The text of known_hosts; {0} is the authority's public key, {1} the port.</param>
    public static Sshd Start(string known, string authorityType, params string[] options)
    {
        var authority = "";
        var sshd = Sshd.Start(home =>
        {
            authority = NewAuthority(home, authorityType);
            return [$"HostCertificate {Sign(home, authority, options)}"];
        });
        File.WriteAllText(sshd.Home.KnownHosts, string.Format(System.Globalization.CultureInfo.InvariantCulture, known, Keygen.PublicKeyOf(authority), sshd.Port));
        return sshd;
    }
}
