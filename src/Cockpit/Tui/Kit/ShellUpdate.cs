using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Roles;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>Work that is to begin, for the layer that asked.</summary>
public sealed record Begin(long LayerId, Work Work);

/// <summary>How the frame changes by a message. Pure: what must be done outside comes back as a list.</summary>
public static class ShellUpdate
{
    public static (ShellModel Model, IReadOnlyList<Begin> Begin) Update(ShellModel model, Message message)
    {
        var begin = new List<Begin>();
        model = message switch
        {
            Resized size => model with { Width = size.Width, Height = size.Height },
            Woke woke => ToFront(model with { Now = woke.Now }, woke, begin),
            // A role that was taken back takes the mode along.
            HeaderRead read => model with { Header = read.Header, Operator = model.Operator && read.Header.Role >= Role.Operator },
            Stopped stopped => model with { Exit = stopped.ExitCode },
            Pressed press => Press(model with { Flash = null, QuitArmed = model.QuitArmed && IsQuit(press.Key) }, press, begin),
            Pasted pasted => Paste(model, pasted.Text, begin),
            ForScreen answer => Answer(model, answer, begin),
            Progressed progressed => Progress(model, progressed),
            _ => ToFront(model, message, begin),
        };
        return (model, begin);
    }

    private static bool IsQuit(KeyPress key) => key.Letter == 'q' || key.IsCtrl('c');

    private static ShellModel Press(ShellModel model, Pressed press, List<Begin> begin)
    {
        KeyPress key = press.Key;
        if (key.IsCtrl('c') && model.Running.Any(r => r is { Long: true, Stopping: false }))
            return model with { Running = [.. model.Running.Select(r => r.Long ? r with { Stopping = true } : r)], QuitArmed = false };
        // Nothing can be seen, so nothing can be done, but leave.
        if (model.TooSmall) return IsQuit(key) ? model with { Exit = 0 } : model;
        if (model.Overlay is { } overlay) return Overlays.Press(model, overlay, key, begin);
        if (model.Offers.FirstOrDefault(o => o.Matches(key) && o.Operation is not null) is { } offer) return Choose(model, offer, begin);
        Turn? step = model.Front.Screen.Update(press, model.Look);
        return step is not null ? Apply(model, model.Front.Id, step.Value, begin) : Everywhere(model, key, begin);
    }

    /// <summary>Keys that mean the same on every screen.</summary>
    private static ShellModel Everywhere(ShellModel model, KeyPress key, List<Begin> begin)
    {
        if (IsQuit(key))
        {
            if (model.QuitArmed) return model with { Exit = 0 };
            return Tell(model with { QuitArmed = true }, "q again quits. What runs goes on.", failed: false, keep: false);
        }
        if (key.Named == NamedKey.Escape) return Back(model, begin);
        switch (key.Letter)
        {
            case >= '1' and <= '9':
                return GoTo(model, key.Letter, begin);
            case 'O' when !model.Operator && model.Header.Role < Role.Operator:
                return Tell(model, "O is off: you are a viewer in this file, and acts need an operator. cockpit role list says who is what.", failed: false, keep: false);
            case 'O':
                return model.Operator
                    ? Tell(model with { Operator = false }, "READ-ONLY: nothing can be changed from here.", failed: false)
                    : Tell(model with { Operator = true }, "OPERATOR: what you do here changes servers.", failed: false);
            case '?':
                return model with { Overlay = Overlays.Keys(model) };
            case '!':
                return model with { Overlay = new MessageList(new GridCursor()) };
            case '/':
                return model.Front.Screen.Filter is { } filter
                    ? model with { Overlay = new Filtering(LineEditor.With(filter), filter, []) }
                    : Tell(model, "There is nothing to filter here.", failed: false, keep: false);
            case ':':
                return model with { Overlay = new Commanding(new LineEditor(), null) };
            default:
                return model;
        }
    }

    /// <summary>Goes to the screen of a number key.</summary>
    internal static ShellModel GoTo(ShellModel model, char key, List<Begin> begin)
    {
        Place? place = model.Places.FirstOrDefault(p => p.Key == key);
        if (place is null) return Tell(model, $"No screen is on {key}. ? lists the keys.", failed: false, keep: false);
        if (place.Make is null) return Tell(model, $"{place.Name} is not in this version. cockpit --help lists what is.", failed: false, keep: false);
        model = model with { Layers = [new Layer(model.NextId, place.Make())], NextId = model.NextId + 1 };
        return ToFront(model, new Shown(), begin);
    }

    /// <summary>Runs an offer, if it is on and the mode lets it.</summary>
    internal static ShellModel Choose(ShellModel model, Offer offer, List<Begin> begin)
    {
        if (offer.Off is { } why) return Tell(model, $"{offer.Key} is off: {why}", failed: false, keep: false);
        if (offer.Operation is not { } operation) return model;
        if (operation.Kind == OperationKind.Act && !model.Operator)
            return Tell(model, $"READ-ONLY: {operation.Title} changes things. O makes you operator.", failed: false, keep: false);
        return ToFront(model, new Chosen(operation), begin);
    }

    private static ShellModel Back(ShellModel model, List<Begin> begin)
    {
        if (model.Layers.Count == 1) return model;
        return ToFront(model with { Layers = model.Layers.RemoveAt(model.Layers.Count - 1) }, new Shown(), begin);
    }

    private static ShellModel Paste(ShellModel model, string text, List<Begin> begin) => model.Overlay switch
    {
        // A pasted word is no considered answer.
        Filtering filtering => Overlays.Filtered(model, filtering with { Line = filtering.Line.Insert(FirstLine(text)) }, begin),
        Commanding commanding => model with { Overlay = commanding with { Line = commanding.Line.Insert(FirstLine(text)) } },
        Asking { Question.Word: null } asking => model with { Overlay = asking with { Line = asking.Line.Insert(FirstLine(text)) } },
        null => ToFront(model, new Pasted(FirstLine(text)), begin),
        _ => model,
    };

    private static string FirstLine(string text) => text.Split('\n', '\r')[0];

    private static ShellModel Answer(ShellModel model, ForScreen answer, List<Begin> begin)
    {
        int ended = model.Running.FindIndex(r => r.LayerId == answer.ScreenId && r.Name == answer.Work);
        Work? again = ended >= 0 ? model.Running[ended].Again : null;
        if (ended >= 0) model = model with { Running = model.Running.RemoveAt(ended) };
        Layer? layer = model.Layers.Find(l => l.Id == answer.ScreenId);
        // A file that is not there yet is an empty one, which the screens show in their own words.
        bool said = layer is not null && layer.Id == model.Front.Id && layer.Screen.SaysFailureOf(answer.Work);
        if (answer.Message is WorkFailed failed && failed.Fault.Code != FileErrors.FileMissing)
        {
            ShellModel told = Tell(model, failed.Fault.ToString(), failed: true);
            model = said ? model with { History = told.History } : told;
        }

        if (answer.Message is Told result) model = Tell(model, result.Text, result.Failed);
        if (layer is null) return model;
        Fault? trouble = !said && answer.Message is WorkFailed { Fault: var fault } && fault.Code != FileErrors.FileMissing ? fault : null;
        model = model with { Layers = model.Layers.Replace(layer, layer with { Trouble = trouble }) };
        Turn? step = layer.Screen.Update(answer.Message, model.Look);
        if (step is not null) model = Apply(model, layer.Id, step.Value, begin);
        if (model.Overlay is Asking asking && asking.LayerId == layer.Id && model.Layers.Find(l => l.Id == layer.Id)?.Screen.Revised(asking.Question) is { } revised)
            model = model with { Overlay = new Asking(revised, new LineEditor(), layer.Id, Moved: true) };
        // That read alone: a screen with several of them would ask for all anew at each answer, and never come to rest.
        return again is not null && layer.Id == model.Front.Id ? Apply(model, layer.Id, new Turn(model.Front.Screen, again), begin) : model;
    }

    private static ShellModel Progress(ShellModel model, Progressed progressed)
    {
        int at = model.Running.FindIndex(r => r.LayerId == progressed.ScreenId && r.Name == progressed.Work);
        return at < 0 ? model : model with { Running = model.Running.SetItem(at, model.Running[at] with { Progress = progressed.Text }) };
    }

    /// <summary>Gives a message to the screen in front.</summary>
    internal static ShellModel ToFront(ShellModel model, Message message, List<Begin> begin)
    {
        Turn? step = model.Front.Screen.Update(message, model.Look);
        return step is null ? model : Apply(model, model.Front.Id, step.Value, begin);
    }

    private static ShellModel Apply(ShellModel model, long layerId, Turn step, List<Begin> begin)
    {
        int at = model.Layers.FindIndex(l => l.Id == layerId);
        if (at < 0) return model;
        model = model with { Layers = model.Layers.SetItem(at, model.Layers[at] with { Screen = step.Screen }) };
        foreach (ScreenEffect effect in step.Effects)
        {
            switch (effect)
            {
                case Work work:
                    // The same read twice at once could show an older answer after a newer one: the second waits for the first.
                    int already = model.Running.FindIndex(r => r.Name == work.Name && (r.LayerId == layerId || r.Long && work.Long));
                    if (already >= 0 && work.Long)
                    {
                        model = Tell(model, $"A {work.Name} runs already. Ctrl-C stops it. {work.WhenStopped}", failed: false, keep: false);
                        break;
                    }
                    if (already >= 0)
                    {
                        model = model with { Running = model.Running.SetItem(already, model.Running[already] with { Again = work }) };
                        break;
                    }
                    begin.Add(new Begin(layerId, work));
                    model = model with { Running = model.Running.Add(new Running(layerId, work.Name, model.Now, work.Long)) };
                    break;
                case StopWork stop:
                    model = model with { Running = [.. model.Running.Select(r => r.LayerId == layerId && r.Name == stop.Name ? r with { Stopping = true } : r)] };
                    break;
                case Open open:
                    model = model with { Layers = model.Layers.Add(new Layer(model.NextId, open.Screen)), NextId = model.NextId + 1 };
                    model = ToFront(model, new Shown(), begin);
                    break;
                case Close:
                    model = Back(model, begin);
                    break;
                case Say say:
                    model = Tell(model, say.Text, say.Failed);
                    break;
                case Ask ask:
                    model = model with { Overlay = new Asking(ask.Question, new LineEditor(), layerId) };
                    break;
                case Quit quit:
                    model = model with { Exit = quit.ExitCode };
                    break;
                default:
                    throw new InvalidOperationException($"The frame does not know the effect {effect.GetType().Name}.");
            }
        }
        return model;
    }

    internal static ShellModel Tell(ShellModel model, string text, bool failed, bool keep = true)
    {
        var said = new Said(model.Now, text, failed);
        ImmutableList<Said> history = keep ? model.History.Add(said) : model.History;
        if (history.Count > ShellModel.HistoryLength) history = history.RemoveAt(0);
        return model with { Flash = said, History = history };
    }
}
