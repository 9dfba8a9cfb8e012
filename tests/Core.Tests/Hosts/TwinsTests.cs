using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class TwinsTests
{
    private static MachineSeen Seen(long id, string machine, string boot) => new(new HostId(id), $"h{id}", machine, boot);

    [Fact]
    public void The_same_boot_is_one_machine_and_another_boot_a_clone()
    {
        var twins = Twins.Among([Seen(1, "m", "b1"), Seen(2, "m", "b1"), Seen(3, "m", "b2"), Seen(4, "own", "b1"), Seen(5, "", "b1"), Seen(6, "", "b1")]);
        Assert.Equal([1, 2, 3], twins.Keys.Select(k => k.Value).Order());
        Assert.Equal((TwinKind.Duplicate, "h2"), (twins[new HostId(1)].Kind, Assert.Single(twins[new HostId(1)].Hosts)));
        Assert.Equal(TwinKind.Clone, twins[new HostId(3)].Kind);
        Assert.Equal(["h1", "h2"], twins[new HostId(3)].Hosts);
    }
}
