using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Demo;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>A demo's file, made once for a class of tests: hosts, findings with a past, updates, a plan.</summary>
public sealed class DemoOnDisk : IDisposable
{
    private const int Hosts = 24;

    public DemoOnDisk()
    {
        Session = MakeDemo.InTemporaryFolder(new Actor(1000, 1000, "anna"), SystemClock.Instance);
        MakeDemo.Run(Session, Hosts, _ => { }, CancellationToken.None);
    }

    public Session Session { get; }

    public string Folder => Path.GetDirectoryName(Session.FilePath)!;

    public void Dispose() => EndDemo.Run(Session);
}
