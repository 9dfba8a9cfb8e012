namespace Cockpit.Core.Errors;

/// <summary>How reaching a host can end. The names are the ones in the code field of scan.</summary>
public static class RemoteErrors
{
    public static readonly ErrorCode Dns = new("DNS", ExitCode.PartlyFailed, "The host was not reached.", "Correct the address: cockpit host set NAME --address A.");
    public static readonly ErrorCode Refused = new("REFUSED", ExitCode.PartlyFailed, "The host was not reached.", "Is sshd running there, on this port?");
    public static readonly ErrorCode ConnectTimeout = new("CONNECT_TIMEOUT", ExitCode.PartlyFailed, "The host was not reached.", "Is it on, and does a firewall let this machine through?");
    public static readonly ErrorCode NoBanner = new("NO_BANNER", ExitCode.PartlyFailed, "The host was not reached.", "Something accepts connections there and says nothing; look at its console.");
    public static readonly ErrorCode Throttled = new("THROTTLED", ExitCode.PartlyFailed, "The host was not reached.", "Its sshd refuses so many new connections: scan with a smaller --parallel.");
    public static readonly ErrorCode KexMismatch = new("KEX_MISMATCH", ExitCode.PartlyFailed, "The host was not reached.", "It offers no key exchange or cipher that is still safe; update its sshd.");
    public static readonly ErrorCode HostKeyUnknown = new("HOST_KEY_UNKNOWN", ExitCode.PartlyFailed, "No command was sent.", "Compare the fingerprint at its console, then: cockpit host trust NAME.");
    public static readonly ErrorCode HostKeyChanged = new("HOST_KEY_CHANGED", ExitCode.PartlyFailed, "No command was sent.", "Compare the fingerprint at its console; only if it is the host's: cockpit host trust NAME.");
    public static readonly ErrorCode HostKeyRevoked = new("HOST_KEY_REVOKED", ExitCode.PartlyFailed, "No command was sent.", "The key is marked @revoked in known_hosts; give the host a new one.");
    public static readonly ErrorCode AuthDenied = new("AUTH_DENIED", ExitCode.PartlyFailed, "No command was sent.", "Check the user and the key file: cockpit host show NAME.");
    public static readonly ErrorCode KeyFileUnusable = new("KEY_FILE_UNUSABLE", ExitCode.PartlyFailed, "No command was sent.", "Name a private key that you can read: cockpit host set NAME --identity FILE; of an encrypted one a credential says where its passphrase comes from.");
    public static readonly ErrorCode BecomeWrongPassword = new("BECOME_WRONG_PASSWORD", ExitCode.PartlyFailed, "Nothing was run as root.", "Look where the password comes from: cockpit credential show NAME.");
    public static readonly ErrorCode BecomeDenied = new("BECOME_DENIED", ExitCode.PartlyFailed, "Nothing was run as root.", "Allow the user sudo without a password, or say where the password comes from: cockpit credential set NAME --become-password SOURCE.");
    public static readonly ErrorCode NeedsTty = new("NEEDS_TTY", ExitCode.PartlyFailed, "Nothing was run as root.", "Remove requiretty from sudoers for this user, or let the ssh program give it a terminal: cockpit host set NAME --ssh program.");
    public static readonly ErrorCode ExecTimeout = new("EXEC_TIMEOUT", ExitCode.PartlyFailed, "What the host did after that is unknown.", "Raise --timeout, or look why it is slow.");
    public static readonly ErrorCode Disconnected = new("DISCONNECTED", ExitCode.PartlyFailed, "What the host did after that is unknown.", "Run it again.");
    public static readonly ErrorCode OutputTooBig = new("OUTPUT_TOO_BIG", ExitCode.PartlyFailed, "The answer was cut off and not used.", "Look what the host's login scripts print.");
    public static readonly ErrorCode UnsupportedOs = new("UNSUPPORTED_OS", ExitCode.PartlyFailed, "Nothing is known about its updates.", "This version reads hosts with apt, dnf, yum, zypper, apk or pacman.");
    public static readonly ErrorCode ScanUnreadable = new("SCAN_UNREADABLE", ExitCode.PartlyFailed, "Nothing is known about its updates.", "Log in there and look whether apt works: apt-get check.");
    public static readonly ErrorCode TransportUnsupported = new("TRANSPORT_UNSUPPORTED", ExitCode.PartlyFailed, "The host was not reached.", "This version reaches hosts with ssh and this machine with local.");

    public static readonly ErrorCode SshConfig = new("SSH_CONFIG", ExitCode.PartlyFailed, "The host was not reached.", "Correct it; ssh -G NAME shows what ssh makes of it.");

    public static readonly ErrorCode KnownHostsUnwritable = new("KNOWN_HOSTS_UNWRITABLE", ExitCode.PartlyFailed, "No key was trusted.", "Give your user write access to the file and its folder.");
    public static readonly ErrorCode KnownHostsKept = new("KNOWN_HOSTS_KEPT", ExitCode.Refused, "No key was trusted, the file was left as it is.", "Change that line by hand, then run it again.");
    public static readonly ErrorCode FingerprintDiffers = new("FINGERPRINT_DIFFERS", ExitCode.Refused, "No key was trusted.", "Look at the host's console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub.");

    /// <summary>True for a code of this table: the host was not reached, or gave no usable answer.</summary>
    public static bool Has(string name) => All.Any(c => c.Name == name);

    internal static IReadOnlyList<ErrorCode> All { get; } =
    [
        Dns, Refused, ConnectTimeout, NoBanner, Throttled, KexMismatch, HostKeyUnknown, HostKeyChanged, HostKeyRevoked, AuthDenied, KeyFileUnusable, BecomeWrongPassword, BecomeDenied, NeedsTty, ExecTimeout, Disconnected, OutputTooBig, UnsupportedOs, ScanUnreadable, TransportUnsupported, SshConfig, KnownHostsUnwritable, KnownHostsKept, FingerprintDiffers,
    ];
}
