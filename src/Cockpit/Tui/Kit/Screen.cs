using Cockpit.Core.Scopes;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>A screen's next state, and what it wants done.</summary>
public readonly record struct Turn(Screen Screen, params IReadOnlyList<ScreenEffect> Effects);

/// <summary>
/// One screen: its state as an immutable record, how a message changes it, and how it is drawn. Update and View are pure:
/// time and size come in with the look, everything else goes out as effects.
/// </summary>
public abstract record Screen
{
    /// <summary>Its name in the crumb.</summary>
    public abstract string Crumb { get; }

    /// <summary>Names of the tabs, or none; <see cref="CurrentTab"/> is the current one.</summary>
    public virtual IReadOnlyList<string> Tabs => [];

    public virtual int CurrentTab => 0;

    /// <summary>The rest of the crumb row: n/total, filter, order, state, age of the data.</summary>
    public virtual string Status(Look look) => "";

    /// <summary>What is waited for; shown when there is no result to show.</summary>
    public virtual string Waiting(Look look) => "";

    /// <summary>What keys do here and now, most wanted first.</summary>
    public virtual IReadOnlyList<Offer> Offers(Look look) => [];

    /// <summary>The filter that is on, or null where this screen has none.</summary>
    public virtual string? Filter => null;

    /// <summary>What the filter line takes, beside it.</summary>
    public virtual string FilterHint => "Enter keeps, Esc clears, ! inverts";

    /// <summary>What is wrong with the filter that is being typed; null when nothing is.</summary>
    public virtual string? FilterTrouble => null;

    /// <summary>What Tab can put where the caret of the filter line is; null where this screen completes nothing.</summary>
    public virtual ScopeCompletion? Complete(LineEditor filter) => null;

    /// <summary>What the command line can do here beside the keys: a name such as "group env", and what it does.</summary>
    public virtual IReadOnlyList<(string Name, string Says)> Commands => [];

    /// <summary>The body says in full what went wrong with this work, so that the flash row need not.</summary>
    public virtual bool SaysFailureOf(string work) => false;

    /// <summary>Takes a message in. Null when it does nothing with it.</summary>
    public abstract Turn? Update(Message message, Look look);

    /// <summary>The question as it has to be asked now, where what it is about has changed since; else null.</summary>
    public virtual Question? Revised(Question question) => null;

    /// <summary>Draws the body.</summary>
    public abstract void Draw(Canvas body, Look look);
}
