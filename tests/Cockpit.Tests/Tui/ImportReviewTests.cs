using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Imports;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>The review of an import over a real file: what is marked comes in, the rest stays out.</summary>
public sealed class ImportReviewTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-review-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Only_the_marked_hosts_come_in()
    {
        var session = new Session(Path.Combine(folder, "prod.db"), new Actor(1000, 1000, "anna"), SystemClock.Instance);
        AddHost.Run(session, "web-01", new HostFields(new Dictionary<string, string> { [HostFields.Address] = "10.0.0.1" }, [], []));
        string file = Path.Combine(folder, "inventory");
        File.WriteAllText(file, "[web]\nweb-[01:03] ansible_port=2222\nbad name\n");
        HostsToImport hosts = ImportHosts.Read(file);
        var stage = new ScreenStage(new ImportReviewScreen(new ImportRead(hosts, ImportHosts.Review(session, hosts))));
        Assert.Contains("ansible  2 new, 1 changed, 0 as they are", stage.Rows[1]);
        Assert.Contains("port 22 -> 2222", stage.Text);
        Assert.Contains("1 rejected, the first in line 3", stage.Text);

        stage.Press(NamedKey.Enter);
        Assert.Contains("Nothing is marked.", stage.Text);
        stage.Type(" ");
        Assert.Contains("web-01*", stage.Text);
        stage.Type("MM");
        Assert.DoesNotContain("marked", stage.Rows[1]);
        stage.Type("M ");
        Assert.Contains("2 marked", stage.Rows[1]);
        stage.Press(NamedKey.Enter);
        Assert.Contains("import", stage.Begun);

        var review = (ImportReviewScreen)stage.Front;
        HostImportResult done = ImportHosts.Run(session, review.Hosts.Only(review.Marked));
        Assert.Equal((1, 1), (done.Added, done.Updated));
        stage.Send(new ImportDone(done));
        Assert.Contains("1 added, 1 updated.", stage.Text);
    }
}
