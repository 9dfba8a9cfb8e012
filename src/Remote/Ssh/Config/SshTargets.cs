using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>
/// Finds the <see cref="SshTarget"/> of a host. The configuration is asked for the host's address as it is written (which is its name where none was
/// given). What the inventory says comes before it; the port 22 is what an inventory says when nobody named one, so there the
/// configuration decides. Thread-safe; may block the caller.
/// </summary>
/// <param name="ask">What the configuration sets for a name.</param>
internal sealed class SshTargets(RemoteSettings settings, Func<SshQuestion, CancellationToken, SshOptions> ask)
{
    /// <summary>Hosts on the way to one host. More is a loop or a mistake.</summary>
    private const int MaxJumps = 8;

    private const int UsualPort = 22;

    public SshTargets(RemoteSettings settings)
        : this(settings, new SshSettings(settings).For)
    {
    }

    /// <exception cref="CockpitException">SSH_CONFIG; DNS for an address that cannot be a host's name.</exception>
    public SshTarget For(Host host, CancellationToken cancellation)
    {
        var (target, options) = Itself(host, cancellation);
        return OnItsWay(target, options, host.Via, [PlaceOf(host.Address, target.Port)], cancellation);
    }

    /// <summary>The host as the inventory and the configuration describe it, without the way there.</summary>
    private (SshTarget Target, SshOptions Options) Itself(Host host, CancellationToken cancellation)
    {
        var question = new SshQuestion(host.Address, host.User, host.Port == UsualPort ? null : host.Port);
        var options = Ask(question, host.Name, cancellation);
        var target = Target(host.Name, question, options) with
        {
            Credential = host.Credential,
            IdentityNamed = host.Identity is not null,
        };
        if (host.Identity is { } own)
        {
            target = target with { IdentityFiles = [own.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(settings.Home, own[2..]) : own] };
        }

        if (target.KeyNames is var names && !target.KeyAliased && !names.Contains(host.Name, StringComparer.OrdinalIgnoreCase))
        {
            target = target with { KeyNames = [.. names, host.Name] };
        }

        return (target, options);
    }

    /// <summary>A jump host: one of the inventory by this name, else what the configuration makes of it.</summary>
    private (SshTarget Target, SshOptions Options, string? Via) Hop(JumpSpec spec, CancellationToken cancellation)
    {
        if (settings.FindHost(spec.Host) is { Transport: Transport.Ssh } host)
        {
            var user = spec.User ?? host.User ?? (host.Credential is { } credential ? settings.Credentials(credential)?.User : null);
            var (target, options) = Itself(host with { User = user, Port = spec.Port ?? host.Port }, cancellation);
            return (target, options, host.Via);
        }

        var question = new SshQuestion(spec.Host, spec.User, spec.Port);
        var asked = Ask(question, spec.Host, cancellation);
        return (Target(spec.Host, question, asked), asked, null);
    }

    private SshOptions Ask(SshQuestion question, string name, CancellationToken cancellation) => HostNames.Usable(question.Name)
        ? ask(question, cancellation)
        : throw new CockpitException(RemoteErrors.Dns.Because($"{HostText.OneLine(question.Name)} of {name} cannot be the name of a host."));

    /// <summary>Everything but the way there.</summary>
    private SshTarget Target(string name, SshQuestion question, SshOptions options)
    {
        var hostName = (options.One(SshKeywords.HostName) is { } written ? Expanded(written, question.Name) : question.Name).ToLowerInvariant();
        if (!HostNames.Usable(hostName))
        {
            throw new CockpitException(RemoteErrors.Dns.Because($"{HostText.OneLine(hostName)}, which the ssh configuration gives for {name}, cannot be the name of a host."));
        }

        var user = options.One(SshKeywords.User) ?? settings.UserName;
        var port = options.One(SshKeywords.Port) is { } said ? int.Parse(said, System.Globalization.CultureInfo.InvariantCulture) : UsualPort;
        var alias = options.One(SshKeywords.HostKeyAlias);
        var tokens = new SshTokens(settings.Home, Environment.MachineName, hostName, question.Name, port, alias ?? question.Name, user, settings.UserName, settings.Variable);
        IReadOnlyList<string> identities = options.All(SshKeywords.IdentityFile) is { } files ? [.. files.Where(IsNamed).Select(tokens.Path)] : settings.Identities;
        return new SshTarget(name, hostName, port, user)
        {
            Lookup = question.Name,
            IdentityFiles = identities,
            CertificateFiles = [.. (options.All(SshKeywords.CertificateFile) ?? []).Where(IsNamed).Select(tokens.Path)],
            IdentitiesOnly = options.IsOn(SshKeywords.IdentitiesOnly),
            AgentSocket = Agent(options.One(SshKeywords.IdentityAgent), tokens),
            Methods = Methods(options),
            UserKnownHosts = settings.KnownHosts ?? Files(options.All(SshKeywords.UserKnownHostsFile), tokens) ?? [Path.Combine(settings.Home, ".ssh", "known_hosts"), Path.Combine(settings.Home, ".ssh", "known_hosts2")],
            GlobalKnownHosts = settings.KnownHosts is not null ? [] : Files(options.All(SshKeywords.GlobalKnownHostsFile), tokens) ?? ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"],
            RevokedHostKeys = options.One(SshKeywords.RevokedHostKeys) is { } revoked && IsNamed(revoked) ? tokens.Path(revoked) : null,
            KeyNames = alias is not null ? [alias] : [.. new[] { hostName, question.Name }.Distinct(StringComparer.OrdinalIgnoreCase)],
            KeyAliased = alias is not null,
            HashKnownHosts = options.IsOn(SshKeywords.HashKnownHosts),
            AcceptNew = settings.AcceptNew || options.One(SshKeywords.StrictHostKeyChecking) == "accept-new",
            KeyExchanges = AlgorithmList.Of(options.One(SshKeywords.KexAlgorithms), Algorithms.KeyExchanges) ?? (settings.QuantumSafeFirst ? Algorithms.QuantumSafeFirst : null),
            HostKeyAlgorithms = AlgorithmList.Of(options.One(SshKeywords.HostKeyAlgorithms), Algorithms.HostKeys),
            Ciphers = AlgorithmList.Of(options.One(SshKeywords.Ciphers), Algorithms.Ciphers),
            Macs = AlgorithmList.Of(options.One(SshKeywords.Macs), Algorithms.Macs),
            OnlyFamily = options.One(SshKeywords.AddressFamily)?.ToLowerInvariant() switch
            {
                "inet" => System.Net.Sockets.AddressFamily.InterNetwork,
                "inet6" => System.Net.Sockets.AddressFamily.InterNetworkV6,
                _ => null,
            },
            ProgramOnly = ProgramOnly(options),
        };
    }

    /// <param name="via">What the inventory says of the way; it comes before the configuration.</param>
    /// <param name="passed">The places that the way began with, from <see cref="PlaceOf"/>.</param>
    private SshTarget OnItsWay(SshTarget target, SshOptions options, string? via, IReadOnlyList<string> passed, CancellationToken cancellation)
    {
        if (via is not null)
        {
            return target with { Jumps = Jumps(via, passed, cancellation) };
        }

        if (options.One(SshKeywords.ProxyJump) is { } jump && IsNamed(jump))
        {
            return target with { Jumps = Jumps(Filled(jump, target), passed, cancellation) };
        }

        return options.One(SshKeywords.ProxyCommand) is { } command && IsNamed(command) ? target with { ProxyCommand = Filled(command, target) } : target;
    }

    /// <summary>The way of the first one's own configuration, then one after the other.</summary>
    private List<SshTarget> Jumps(string list, IReadOnlyList<string> passed, CancellationToken cancellation)
    {
        if (!IsNamed(list))
        {
            return [];
        }

        var specs = JumpSpec.ParseAll(list) ?? throw Bad($"{HostText.OneLine(list)} is no list of jump hosts.", "Write [user@]host[:port], several with commas.");
        var jumps = new List<SshTarget>();
        foreach (var spec in specs)
        {
            var (jump, options, via) = Hop(spec, cancellation);
            if (jumps.Count == 0)
            {
                // The same machine by another port is no loop: ports of one address are often passed on to many.
                var place = PlaceOf(spec.Host, jump.Port);
                if (passed.Count + specs.Count > MaxJumps || passed.Contains(place, StringComparer.OrdinalIgnoreCase))
                {
                    throw Bad($"The way to {passed[0]} leads through {string.Join(", ", passed.Skip(1).Append(place))}, which is a loop or more than {MaxJumps} jump hosts.", "Set ProxyJump none for the jump host itself.");
                }

                jump = OnItsWay(jump, options, via, [.. passed, place], cancellation);
                jumps.AddRange(jump.Jumps);
                jump = jump with { Jumps = [] };
            }

            jumps.Add(jump);
        }

        return jumps;
    }

    private static string PlaceOf(string host, int port) => $"{host}:{port}";

    /// <summary>A shell will read the result, so nothing in it may mean anything to a shell.</summary>
    private string Filled(string text, SshTarget target)
    {
        if (!HostNames.UsableUser(target.User))
        {
            throw Bad($"The user {HostText.OneLine(target.User)} of {target.Name} cannot stand in a ProxyCommand or ProxyJump.", "Name another user.");
        }

        return new SshTokens(settings.Home, Environment.MachineName, target.HostName, target.Lookup, target.Port, target.KeyNames[0], target.User, settings.UserName, settings.Variable).Fill(text);
    }

    private string? Agent(string? said, SshTokens tokens) => said switch
    {
        null or "SSH_AUTH_SOCK" => settings.AgentSocket,
        "none" => null,
        ['$', not '{', ..] => settings.Variable(said[1..]) is { Length: > 0 } socket ? socket : null,
        _ => tokens.Path(said),
    };

    private static IReadOnlyList<string>? Methods(SshOptions options)
    {
        var preferred = options.One(SshKeywords.PreferredAuthentications)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var off = new List<string>();
        if (options.IsOff(SshKeywords.PubkeyAuthentication))
        {
            off.Add("publickey");
        }

        if (options.IsOff(SshKeywords.KbdInteractiveAuthentication))
        {
            off.Add("keyboard-interactive");
        }

        if (options.IsOff(SshKeywords.PasswordAuthentication))
        {
            off.Add("password");
        }

        return preferred is null && off.Count == 0 ? null : [.. (preferred ?? ["publickey", "keyboard-interactive", "password"]).Except(off)];
    }

    private static List<string> ProgramOnly(SshOptions options)
    {
        var only = new List<string>();
        Add("PKCS11Provider", SshKeywords.Pkcs11Provider);
        Add("BindAddress", SshKeywords.BindAddress);
        Add("BindInterface", SshKeywords.BindInterface);
        Add("KnownHostsCommand", SshKeywords.KnownHostsCommand);
        if (options.IsOn(SshKeywords.ProxyUseFdpass))
        {
            only.Add("ProxyUseFdpass yes");
        }

        if (Methods(options) is { } methods && !methods.Any(m => m is "publickey" or "keyboard-interactive" or "password"))
        {
            only.Add($"PreferredAuthentications {string.Join(',', methods)}");
        }

        return only;

        void Add(string name, string keyword)
        {
            if (options.One(keyword) is { } value && IsNamed(value))
            {
                only.Add($"{name} {value}");
            }
        }
    }

    private static IReadOnlyList<string>? Files(IReadOnlyList<string>? files, SshTokens tokens) => files is null ? null : [.. files.Where(IsNamed).Select(tokens.Path)];

    private static bool IsNamed(string value) => !value.Equals("none", StringComparison.OrdinalIgnoreCase);

    /// <summary>In HostName only %h and %% have a meaning.</summary>
    private static string Expanded(string hostName, string name) => hostName.Replace("%%", "\0", StringComparison.Ordinal).Replace("%h", name, StringComparison.Ordinal).Replace('\0', '%');

    private static CockpitException Bad(string what, string hint) => new(RemoteErrors.SshConfig.Because(what, hint));
}
