using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Demo;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Workers;
using NodaTime;

namespace Cockpit.Operations.Tests;

/// <summary>
/// A demo's file with some simulated hosts and an approved rollout, and a worker on demand. It is made once, because a demo scans this
/// machine for real, and each test gets a copy.
/// </summary>
internal sealed class DemoFile : IDisposable
{
    private const int Hosts = 24;

    private static readonly Lazy<(Session Session, DemoMade Made)> Template = new(() =>
    {
        Session session = MakeDemo.InTemporaryFolder(Anna, SystemClock.Instance);
        DemoMade made = MakeDemo.Run(session, Hosts, _ => { }, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndDemo.Run(session);
        return (session, made);
    });

    public DemoFile()
    {
        (Session original, Made) = Template.Value;
        Session = MakeDemo.InTemporaryFolder(Anna, SystemClock.Instance);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(original.FilePath)!))
            File.Copy(file, Path.Combine(Path.GetDirectoryName(Session.FilePath)!, Path.GetFileName(file)));
        Assert.True(RolloutId.TryParse(Made.Plan.RolloutId, out RolloutId id));
        Id = id;
    }

    public static Actor Anna => new(1000, 1000, "anna");

    public Session Session { get; }

    public DemoMade Made { get; }

    public RolloutId Id { get; }

    public RolloutView View => ShowRollout.Run(Session, Id);

    public RolloutView Start() => StartRollout.Run(Session, Id, now: true, null, _ => null).Rollout;

    /// <summary>A worker in this process, until nothing is left that could happen now.</summary>
    public void Work() => Assert.Null(RunWorker.Run(Session, new WorkerWish(UntilIdle: true, UntilNothingLives: false, null) { Quick = true }, () => { }, _ => { }, TestContext.Current.CancellationToken));

    public void Dispose() => EndDemo.Run(Session);
}
