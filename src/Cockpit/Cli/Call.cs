using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Cli.Secrets;
using Cockpit.Core.Errors;
using Cockpit.Operations;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Secrets;
using NodaTime;

namespace Cockpit.Cli;

/// <summary>One call of the program: its arguments, the session, and how its result is shown.</summary>
internal sealed class Call(ParseResult parse, OutputFormat format, Streams streams, Interruption interruption)
{
    public Streams Streams { get; } = streams;

    public OutputFormat Format { get; } = format;

    public bool Yes => parse.GetValue(GlobalOptions.Yes);

    public Session Session { get; } = new(
        parse.GetValue(GlobalOptions.Db) ?? (Environment.GetEnvironmentVariable("COCKPIT_DB") is { Length: > 0 } named ? named : "cockpit.db"),
        ThisProcess.Actor(parse.GetValue(GlobalOptions.As)), SystemClock.Instance)
    {
        Desk = new SecretDesk(streams.CanAsk ? new TerminalPrompt(streams).Ask : null, parse.GetValue(GlobalOptions.VaultDescriptor) is { } descriptor ? () => SecretInput.FromDescriptor(descriptor) : null),
    };

    /// <summary>A descriptor was named for the vault's passphrase.</summary>
    public bool HasVaultPassphrase => parse.GetValue(GlobalOptions.VaultDescriptor) is not null;

    public T? Get<T>(Option<T> option) => parse.GetValue(option);

    public T Get<T>(Argument<T> argument) => parse.GetValue(argument)!;

    public bool Has(Option option) => parse.GetResult(option) is { Implicit: false };

    /// <summary>Ctrl-C from now on ends this work in its own way instead of the process.</summary>
    public CancellationToken TakeInterruptions() => interruption.Take();

    /// <summary>Ctrl-C is the screens' business from now on.</summary>
    public void LeaveInterruptionsToScreens() => interruption.LeaveToOthers();

    /// <summary>Prints a result in the form that was asked for.</summary>
    /// <param name="table">As rows, for text and CSV; null where a result has none.</param>
    /// <param name="text">What stands before the table in text, or instead of it.</param>
    /// <param name="after">What stands behind the table in text, such as a summary that a long table must not push off the screen.</param>
    public void Show<T>(T result, JsonTypeInfo<T> type, Func<Table>? table = null, Func<IEnumerable<string>>? text = null, Func<IEnumerable<string>>? after = null)
    {
        switch (Format)
        {
            case OutputFormat.Json:
                Streams.Out.WriteLine(JsonText.Of(result, type));
                break;
            case OutputFormat.Csv:
                if (table is null) throw new CockpitException(CallErrors.Usage.Because("This result is no table, so it cannot be CSV.", "Take -o json or -o text."));
                Streams.Out.Write(Csv.Text(table()));
                break;
            case OutputFormat.Md:
                foreach (string line in Markdown.Lines(text?.Invoke() ?? [], table?.Invoke(), after?.Invoke() ?? [])) Streams.Out.WriteLine(line);
                break;
            default:
                foreach (string line in text?.Invoke() ?? []) Streams.Out.WriteLine(Printable.Line(line));
                if (table?.Invoke() is { Rows.Count: > 0 } rows)
                    foreach (string line in rows.Lines(Streams.Width)) Streams.Out.WriteLine(line);
                foreach (string line in after?.Invoke() ?? []) Streams.Out.WriteLine(Printable.Line(line));
                break;
        }
    }

    /// <summary>A message beside the result. Not in JSON, where stderr is for the error alone.</summary>
    public void Say(string line)
    {
        if (Format != OutputFormat.Json) Streams.Error.WriteLine(Printable.Line(line));
    }

    /// <summary>Shows what a dangerous command will do and wants a typed word.</summary>
    /// <exception cref="CockpitException">CONFIRMATION_NEEDED where nobody can be asked, or another word came.</exception>
    public void Confirm(string word, params IEnumerable<string> whatItDoes)
    {
        if (Yes) return;
        if (!Streams.CanAsk) throw new CockpitException(CallErrors.ConfirmationNeeded.Because("This command asks first, and there is no terminal to ask at."));
        foreach (string line in whatItDoes) Streams.Error.WriteLine(Printable.Line(line));
        Streams.Error.Write($"Type {word} and Enter to go on. Anything else leaves all as it is. > ");
        Streams.Error.Flush();
        string typed = (Streams.In.ReadLine() ?? "").Trim();
        if (typed != word) throw new CockpitException(CallErrors.ConfirmationNeeded.Because($"\"{Printable.Line(typed, 40)}\" is not {word}.", "Run it again."));
    }
}
