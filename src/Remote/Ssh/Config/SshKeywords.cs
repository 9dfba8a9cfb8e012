using System.Collections.Frozen;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>How the value of a keyword is written.</summary>
internal enum SshValue
{
    /// <summary>One word; the first line wins.</summary>
    Word,

    /// <summary>yes or no; the first line wins.</summary>
    Flag,

    /// <summary>Several words in one line; the first line wins.</summary>
    Words,

    /// <summary>One word a line; every line counts.</summary>
    Each,

    /// <summary>The rest of the line as it is; the first line wins.</summary>
    Rest,

    /// <summary>Known, and without meaning here.</summary>
    Ignored,
}

/// <summary>The keywords of ssh_config(5), OpenSSH 9.2 and earlier. What is not among them only ssh itself can read.</summary>
internal static class SshKeywords
{
    public const string
        HostName = "hostname", User = "user", Port = "port", IdentityFile = "identityfile", CertificateFile = "certificatefile",
        IdentitiesOnly = "identitiesonly", IdentityAgent = "identityagent", UserKnownHostsFile = "userknownhostsfile",
        GlobalKnownHostsFile = "globalknownhostsfile", HostKeyAlias = "hostkeyalias", RevokedHostKeys = "revokedhostkeys",
        HashKnownHosts = "hashknownhosts", StrictHostKeyChecking = "stricthostkeychecking", ProxyJump = "proxyjump", ProxyCommand = "proxycommand",
        ProxyUseFdpass = "proxyusefdpass", KexAlgorithms = "kexalgorithms", HostKeyAlgorithms = "hostkeyalgorithms", Ciphers = "ciphers", Macs = "macs",
        PreferredAuthentications = "preferredauthentications", PubkeyAuthentication = "pubkeyauthentication",
        PasswordAuthentication = "passwordauthentication", KbdInteractiveAuthentication = "kbdinteractiveauthentication",
        Pkcs11Provider = "pkcs11provider", BindAddress = "bindaddress", BindInterface = "bindinterface", AddressFamily = "addressfamily",
        KnownHostsCommand = "knownhostscommand", CanonicalizeHostname = "canonicalizehostname",
        Host = "host", Match = "match", Include = "include", IgnoreUnknown = "ignoreunknown";

    private static readonly FrozenDictionary<string, SshValue> Known = Table();

    /// <summary>Earlier names of the same setting.</summary>
    private static readonly FrozenDictionary<string, string> Earlier = new Dictionary<string, string>
    {
        ["identityfile2"] = IdentityFile,
        ["dsaauthentication"] = PubkeyAuthentication,
        ["challengeresponseauthentication"] = KbdInteractiveAuthentication,
        ["skeyauthentication"] = KbdInteractiveAuthentication,
        ["tisauthentication"] = KbdInteractiveAuthentication,
        ["smartcarddevice"] = Pkcs11Provider,
    }.ToFrozenDictionary();

    /// <summary>The keyword's name of today.</summary>
    public static string Today(string keyword) => Earlier.GetValueOrDefault(keyword, keyword);

    /// <summary>Null for a keyword that is not known.</summary>
    public static SshValue? Of(string keyword) => Known.TryGetValue(keyword, out var value) ? value : null;

    private static FrozenDictionary<string, SshValue> Table()
    {
        var table = new Dictionary<string, SshValue>();
        Add(SshValue.Word, HostName, User, Port, IdentityAgent, HostKeyAlias, RevokedHostKeys, StrictHostKeyChecking, KexAlgorithms, HostKeyAlgorithms,
            Ciphers, Macs, PreferredAuthentications, Pkcs11Provider, BindAddress, BindInterface, AddressFamily, CanonicalizeHostname);
        Add(SshValue.Flag, IdentitiesOnly, HashKnownHosts, ProxyUseFdpass, PubkeyAuthentication, PasswordAuthentication, KbdInteractiveAuthentication);
        Add(SshValue.Words, UserKnownHostsFile, GlobalKnownHostsFile);
        Add(SshValue.Each, IdentityFile, CertificateFile);
        Add(SshValue.Rest, ProxyJump, ProxyCommand, KnownHostsCommand);
        Add(SshValue.Ignored,
            "globalknownhostsfile2", "userknownhostsfile2", "rhostsauthentication", "rhostsrsaauthentication", "rsaauthentication", "useblacklistedkeys",
            "useroaming", "usersh", "useprivilegedport", "useprivilegedport", "afstokenpassing", "kerberosauthentication", "kerberostgtpassing", "compressionlevel",
            "fallbacktorsh", "protocol", "cipher", "gssapiauthentication", "gssapikeyexchange", "gssapidelegatecredentials", "gssapitrustdns", "gssapiclientidentity",
            "gssapiserveridentity", "gssapirenewalforcesrekey", "gssapikexalgorithms", "forwardagent", "forwardx11", "forwardx11trusted", "forwardx11timeout",
            "exitonforwardfailure", "xauthlocation", "gatewayports", "kbdinteractivedevices", "hostbasedauthentication", "addkeystoagent", "remoteforward",
            "localforward", "escapechar", "connectionattempts", "batchmode", "checkhostip", "tcpkeepalive", "numberofpasswordprompts", "syslogfacility", "loglevel",
            "logverbose", "dynamicforward", "casignaturealgorithms", "clearallforwardings", "enablesshkeysign", "verifyhostkeydns", "rekeylimit", "connecttimeout",
            "serveraliveinterval", "serveralivecountmax", "sendenv", "setenv", "controlpath", "controlmaster", "controlpersist", "tunnel", "tunneldevice",
            "localcommand", "permitlocalcommand", "remotecommand", "permitremoteopen", "visualhostkey", "ipqos", "requesttty", "sessiontype", "stdinnull",
            "forkafterauthentication", "canonicaldomains", "canonicalizefallbacklocal", "canonicalizemaxdots", "canonicalizepermittedcnames",
            "streamlocalbindmask", "streamlocalbindunlink", "fingerprinthash", "updatehostkeys", "hostbasedacceptedalgorithms", "hostbasedkeytypes",
            "pubkeyacceptedalgorithms", "pubkeyacceptedkeytypes", "securitykeyprovider", "requiredrsasize", "enableescapecommandline", "protocolkeepalives",
            "setuptimeout", "compression", "nohostauthenticationforlocalhost");
        return table.ToFrozenDictionary();

        void Add(SshValue kind, params ReadOnlySpan<string> keywords)
        {
            foreach (var keyword in keywords)
            {
                table[keyword] = kind;
            }
        }
    }
}
