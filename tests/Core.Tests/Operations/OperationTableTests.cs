using Cockpit.Core.Operations;
using Xunit;

namespace Cockpit.Core.Tests.Operations;

public sealed class OperationTableTests
{
    // Keys that a terminal, ssh, screen or tmux keeps for itself, or that need AltGr on some keyboards.
    private const string NeverBound = "~[]{}\\|@";

    [Fact]
    public void Ids_and_verbs_are_unique()
    {
        Assert.Equal(OperationTable.All.Count, OperationTable.All.Select(o => o.Id).Distinct().Count());
        Assert.Equal(OperationTable.All.Count, OperationTable.All.Select(o => o.Verb).Distinct().Count());
    }

    [Fact]
    public void Every_help_is_a_sentence_and_every_example_calls_the_verb() => Assert.All(OperationTable.All, o =>
    {
        Assert.True(char.IsUpper(o.Help[0]) && o.Help.EndsWith('.'), o.Help);
        Assert.StartsWith("cockpit " + o.Verb, o.Example);
    });

    [Fact]
    public void No_key_is_one_that_terminals_keep_for_themselves() =>
        Assert.All(OperationTable.All, o => Assert.False(o.Key is { } k && NeverBound.Contains(k), o.Id));

    [Fact]
    public void What_decides_asks_first_and_a_pause_does_not()
    {
        Assert.False(RolloutOperations.Pause.Asks);
        Assert.True(RolloutOperations.Start.Asks);
        Assert.True(RolloutOperations.Resume.Asks);
        Assert.Same(RolloutOperations.Pause, OperationTable.FindVerb("rollout pause"));
        Assert.Null(OperationTable.FindVerb("rollout explode"));
    }
}
