using Cockpit.Core.Operations;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Kit;

/// <summary>Draws the frame: header, crumb, body, flash row, key row, and what lies over them.</summary>
public static class ShellView
{
    /// <summary>Lines of a message over the key row; the list of messages has the rest.</summary>
    private const int MostLines = 3;

    public static void Draw(ShellModel model, Canvas canvas)
    {
        if (model.TooSmall)
        {
            TooSmall(model, canvas);
            return;
        }
        Look look = model.Look;
        HeaderRow(model, canvas);
        CrumbRow(model, canvas, look);
        Canvas body = canvas.Part(2, 0, look.Rows, canvas.Width);
        int keyRow = canvas.Height - 1, flashRow = model.Short ? keyRow : keyRow - 1;
        switch (model.Overlay)
        {
            case KeyList list: KeyListBody(list, body); break;
            case MessageList list: MessagesBody(model, list, body); break;
            default: model.Front.Screen.Draw(body, look); break;
        }
        KeyRow(model, canvas, keyRow, look);
        FlashRow(model, canvas, flashRow, look);
        switch (model.Overlay)
        {
            case Asking asking: AskingBox(asking, canvas, keyRow); break;
            case Filtering filtering: FilterLine(model, filtering, canvas, keyRow, flashRow); break;
            case Commanding commanding: CommandLine(model, commanding, canvas, keyRow, flashRow); break;
        }
    }

    private static void TooSmall(ShellModel model, Canvas canvas)
    {
        string text = $"Cockpit needs {ShellModel.LeastWidth}x{ShellModel.LeastHeight}, this is {model.Width}x{model.Height}. Enlarge it, or: cockpit rollout list. q quits.";
        int row = 0;
        foreach (string line in Wrap(text, Math.Max(1, canvas.Width))) canvas.Put(row++, 0, line);
    }

    private static void HeaderRow(ShellModel model, Canvas canvas)
    {
        Header header = model.Header;
        bool wide = canvas.Width >= 100;
        int at = canvas.Put(0, 0, SafeText.Fit(header.File, canvas.Width / 4), Style.Bold) + 2;
        at = canvas.Put(0, at, model.Operator ? "OPERATOR" : "READ-ONLY", model.Operator ? Style.Reverse : Style.Plain);
        at = canvas.Put(0, at + 1, SafeText.Fit(header.Person, 12)) + 2;
        bool well = header.Worker is "ok" or "none";
        at = canvas.Put(0, at, "worker ") ;
        at = canvas.Put(0, at, header.Worker, well ? Style.Plain : Style.Look);
        if (wide && header.WorkerDetail.Length > 0) at = canvas.Put(0, at + 1, header.WorkerDetail, Style.Faint);
        at = canvas.Put(0, at + 2, $"!{header.Alerts}", header.Alerts > 0 ? Style.Look : Style.Plain) + 2;

        OffsetDateTime local = model.Now.WithOffset(model.OffsetAt(model.Now));
        string date = local.ToString(wide ? "ddd dd MMM yyyy" : "ddd dd MMM", null);
        string clock = $"{model.Now.InUtc():HH:mm}Z {local:HH:mm}{OffsetText(local.Offset)}";
        string both = $"{date} {clock}";
        // The date goes before the clock does.
        canvas.Put(0, at, at + both.Length <= canvas.Width ? both : clock);
    }

    private static string OffsetText(Offset offset)
    {
        int minutes = offset.Seconds / 60;
        string text = $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}";
        return minutes % 60 == 0 ? text : $"{text}:{Math.Abs(minutes) % 60:00}";
    }

    private static void CrumbRow(ShellModel model, Canvas canvas, Look look)
    {
        Screen front = model.Front.Screen;
        int at = canvas.Put(1, 0, string.Join(" > ", model.Layers.Select(l => l.Screen.Crumb)), Style.Bold);
        if (front.Tabs.Count > 0)
        {
            at += 2;
            for (int i = 0; i < front.Tabs.Count; i++)
            {
                bool current = i == front.CurrentTab;
                at = canvas.Put(1, at, current ? $"[{front.Tabs[i]}]" : front.Tabs[i], current ? Style.Bold : Style.Plain) + 1;
            }
        }
        string status = front.Status(look);
        if (status.Length > 0) canvas.Put(1, at + 2, status);
    }

    private static void KeyRow(ShellModel model, Canvas canvas, int row, Look look)
    {
        const string last = "? keys";
        int end = canvas.Width - last.Length - 1, at = 0;
        foreach (Offer offer in front(model.Offers).Where(o => o.Key.Length > 0))
        {
            string title = offer.Off is { } why ? $"off: {why}" : offer.Title;
            int width = SafeText.WidthOf(offer.Key) + 1 + SafeText.WidthOf(title) + 2;
            if (at + width > end) continue;
            at = canvas.Put(row, at, offer.Key, Style.Bold);
            at = canvas.Put(row, at + 1, title, offer.Off is null ? Style.Plain : Style.Faint) + 2;
        }
        if (!model.Operator && model.Offers.Any(NeedsMode) && at + 12 <= end)
        {
            at = canvas.Put(row, at, "O", Style.Bold);
            at = canvas.Put(row, at + 1, "operator") + 2;
        }
        at = canvas.Put(row, at, "?", Style.Bold);
        canvas.Put(row, at + 1, "keys");

        // What is off says so after what is on; what only the mode keeps off is named by O.
        IEnumerable<Offer> front(IReadOnlyList<Offer> offers) =>
            offers.Where(o => o.Off is null && (look.Operator || !NeedsMode(o))).Concat(offers.Where(o => o.Off is not null));
    }

    private static bool NeedsMode(Offer offer) => offer.Operation is { Kind: OperationKind.Act };

    private static void FlashRow(ShellModel model, Canvas canvas, int row, Look look)
    {
        string running = RunningText(model);
        int room = canvas.Width - (running.Length > 0 ? running.Length + 2 : 0);
        // What is wrong stays, though the message that said it goes with the next key.
        if ((model.Flash?.Text ?? (model.Front.Trouble is { } trouble ? $"~ {trouble}" : null)) is { } text)
        {
            Style style = model.Flash is null ? Style.Look : model.Flash.Failed ? Style.Failed : Style.Bold;
            List<string> lines = Wrap(text, room).ToList();
            if (lines.Count > MostLines) lines = [.. lines[..(MostLines - 1)], SafeText.Fit(lines[MostLines - 1] + " ..", room)];
            for (int i = 0; i < lines.Count; i++)
            {
                int at = row - (lines.Count - 1 - i);
                canvas.Clear(at);
                canvas.Put(at, 0, lines[i], style);
            }
        }
        else if (!model.Short)
        {
            canvas.Put(row, 0, SafeText.Fit(model.Front.Screen.Waiting(look), room));
        }
        if (running.Length > 0) canvas.PutRight(row, canvas.Width, running, Style.UnderWay);
    }

    /// <summary>Work that a person waits for. What is done in a blink is not worth a flicker.</summary>
    private static string RunningText(ShellModel model)
    {
        var shown = model.Running.Where(r => model.Now - r.Since >= Shell.WorthSaying).ToList();
        if (shown.Count == 0) return "";
        return string.Join("  ", shown.Select(r => $"{r.Name} {(r.Stopping ? "stops .." : r.Progress.Length > 0 ? r.Progress : $".. {Ages.Short(model.Now - r.Since)}")}"));
    }

    private static void AskingBox(Asking asking, Canvas canvas, int keyRow)
    {
        Question question = asking.Question;
        int rows = question.Lines.Count + 3, top = Math.Max(2, keyRow - rows + 1);
        for (int row = top; row <= keyRow; row++) canvas.Clear(row);
        int at = top;
        canvas.Put(at++, 0, question.Lines[0], Style.Bold);
        for (int i = 1; i < question.Lines.Count && at < keyRow - 1; i++) canvas.Put(at++, 0, SafeText.Fit(question.Lines[i], canvas.Width));
        canvas.Put(at++, 0, SafeText.Fit($" same as {question.Command}", canvas.Width), Style.Faint);
        if (asking.Moved) canvas.Put(keyRow - 1, 0, "It has changed since it was asked. Read it again.", Style.Look);
        bool ready = question.Accepts(asking.Line.Text);
        int column = canvas.Put(keyRow, 0, $"{question.Prompt} Esc leaves all as it is.  ", ready ? Style.Bold : Style.Plain);
        column = canvas.Put(keyRow, column, "> ", Style.Bold);
        TypedLine(canvas, keyRow, column, asking.Line);
    }

    private static void FilterLine(ShellModel model, Filtering filtering, Canvas canvas, int keyRow, int flashRow)
    {
        Screen front = model.Front.Screen;
        bool completes = front.Complete(filtering.Line) is not null;
        Line(canvas, keyRow, "/", filtering.Line, $"   {front.FilterHint}{(completes ? ", Tab completes" : "")}");
        if (flashRow == keyRow) return;
        string? says = filtering.Offered.Count > 0 ? string.Join("  ", filtering.Offered) : front.FilterTrouble;
        if (says is null) return;
        List<string> lines = [.. Wrap(says, canvas.Width).Take(MostLines)];
        for (int i = 0; i < lines.Count; i++)
        {
            canvas.Clear(flashRow - lines.Count + 1 + i);
            canvas.Put(flashRow - lines.Count + 1 + i, 0, SafeText.Fit(lines[i], canvas.Width), filtering.Offered.Count > 0 ? Style.Plain : Style.Look);
        }
    }

    private static void CommandLine(ShellModel model, Commanding commanding, Canvas canvas, int keyRow, int flashRow)
    {
        Line(canvas, keyRow, ":", commanding.Line, "");
        if (flashRow == keyRow) return;
        canvas.Clear(flashRow);
        if (commanding.Wrong is { } wrong) canvas.Put(flashRow, 0, wrong, Style.Look);
        else if (Commands.Best(model, commanding.Line.Text) is { } best) canvas.Put(flashRow, 0, SafeText.Fit($"Enter: {best.Name}: {best.Says}", canvas.Width));
        else canvas.Put(flashRow, 0, "A screen or an act by name; Tab completes.", Style.Faint);
    }

    private static void Line(Canvas canvas, int row, string sign, LineEditor line, string hint)
    {
        canvas.Clear(row);
        int column = canvas.Put(row, 0, sign, Style.Bold);
        int end = TypedLine(canvas, row, column, line);
        canvas.Put(row, end, hint, Style.Faint);
    }

    private static int TypedLine(Canvas canvas, int row, int column, LineEditor line)
    {
        // A line longer than the row shows its end, where the caret mostly is.
        string shown = line.Text;
        int before = SafeText.WidthOf(line.Text[..line.Caret]), room = Math.Max(1, canvas.Width - column - 1);
        while (SafeText.WidthOf(shown) > room && shown.Length > 0 && before > 0)
        {
            before -= SafeText.WidthOf(shown[..1]);
            shown = shown[1..];
        }
        int end = canvas.Put(row, column, shown);
        canvas.Caret = (row, Math.Min(canvas.Width - 1, column + before));
        return end;
    }

    private static void KeyListBody(KeyList list, Canvas body)
    {
        var columns = new Column<KeyListRow>[]
        {
            new("key", 10, r => new Styled(r.Key, Style.Bold)),
            new("what it does here", 40, r => r.Off is null ? new Styled(r.Help, r.Key.Length == 0 ? Style.Faint : Style.Plain) : new Styled($"Off: {r.Off}. {r.Help}", Style.Faint), Grow: true),
        };
        Grid.Draw(body, columns, list.Rows, list.Cursor.To(list.Cursor.Index, list.Rows, Overlays.KeyOf, body.Height - 1));
    }

    private static void MessagesBody(ShellModel model, MessageList list, Canvas body)
    {
        if (model.History.Count == 0)
        {
            body.Put(0, 0, "No messages yet.");
            return;
        }
        int row = 0;
        foreach (Said said in model.History.Reverse().Skip(list.Cursor.Index))
        {
            foreach (string line in Wrap(said.Text, body.Width - 10))
            {
                if (line == Wrap(said.Text, body.Width - 10).First()) body.Put(row, 0, $"{said.At.InUtc():HH:mm:ss}Z", Style.Faint);
                body.Put(row++, 10, line, said.Failed ? Style.Look : Style.Plain);
            }
            if (row >= body.Height) return;
        }
    }

    /// <summary>Breaks text at blanks into lines of at most so many cells.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && SafeText.WidthOf(line) + 1 + SafeText.WidthOf(word) > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        if (line.Length > 0) yield return line;
    }
}
