using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Executor.Jobs;
using Cockpit.Remote;
using NodaTime;

namespace Cockpit.Executor.Tests;

/// <summary>This machine's own shell under the job scripts, in a folder of the test's own. Needs no root.</summary>
public sealed class LocalShell : IDisposable
{
    private readonly HostConnector _connector = new(RemoteSettings.OfThisUser());

    public string Root { get; } = Directory.CreateTempSubdirectory("cockpit-jobs-").FullName;

    internal JobScripts Scripts => new(Root);

    public string Run(string script)
    {
        using IHostSession session = _connector.Open(
            new Host(new HostId(1), "here", "here", 22, null, Transport.Local, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null),
            TestContext.Current.CancellationToken);
        return session.Run(script, new RunOptions(Duration.FromSeconds(60)), TestContext.Current.CancellationToken).OutputText.Trim();
    }

    /// <summary>Blocks until a shell condition holds; fails the test where it never does.</summary>
    public void Until(string condition) =>
        Assert.Equal("yes", Run($"cd '{Root}'; i=0; until {condition}; do i=$((i + 1)); [ $i -lt 1500 ] || exit 1; sleep 0.02; done; echo yes"));

    public void Dispose()
    {
        _connector.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
