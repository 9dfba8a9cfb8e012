using Cockpit.Core.Errors;
using Cockpit.Operations;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>One screen in the whole frame, without a terminal and without a file: messages in, text out.</summary>
public sealed class ScreenStage
{
    public static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);

    public ScreenStage(Screen screen, int width = 80, int height = 24, bool asOperator = true, bool glyphs = false)
    {
        Model = ShellModel.Start([], screen, new Header("prod.db", "anna", "ok", "jump1:4411", 6), asOperator, glyphs, Now, _ => Offset.FromHours(2));
        Send(new Resized(width, height));
        Send(new Shown());
    }

    public ShellModel Model { get; private set; }

    /// <summary>Work that screens asked for, by name.</summary>
    public List<string> Begun { get; } = [];

    /// <summary>Work that was asked for and that <see cref="Work"/> has not done yet.</summary>
    private readonly Queue<Begin> _open = [];

    /// <summary>Does for real, on this file, what screens have asked for, and what they ask for by its answers.</summary>
    public ScreenStage Work(Session session, Action<string>? tell = null)
    {
        while (_open.TryDequeue(out Begin? begin))
        {
            Message answer;
            try
            {
                answer = begin.Work.Run(new WorkContext(session, tell ?? (_ => { }), CancellationToken.None));
            }
            catch (CockpitException e)
            {
                answer = new WorkFailed(begin.Work.Name, e.Fault);
            }
            Send(new ForScreen(begin.LayerId, begin.Work.Name, answer));
        }
        return this;
    }

    public Screen Front => Model.Front.Screen;

    public string Text
    {
        get
        {
            var canvas = new Canvas(Model.Width, Model.Height);
            ShellView.Draw(Model, canvas);
            return canvas.ToString();
        }
    }

    public string[] Rows => Text.Split('\n');

    public Cell CellAt(int row, int column)
    {
        var canvas = new Canvas(Model.Width, Model.Height);
        ShellView.Draw(Model, canvas);
        return canvas[row, column];
    }

    public ScreenStage Send(Message message)
    {
        (Model, IReadOnlyList<Begin> begun) = ShellUpdate.Update(Model, message);
        Begun.AddRange(begun.Select(b => b.Work.Name));
        foreach (Begin begin in begun) _open.Enqueue(begin);
        return this;
    }

    /// <summary>The answer to work that the screen in front has asked for.</summary>
    public ScreenStage Answer(string work, Message message) => Send(new ForScreen(Model.Front.Id, work, message));

    public ScreenStage Press(params NamedKey[] keys)
    {
        foreach (NamedKey key in keys) Send(new Pressed(KeyPress.Of(key)));
        return this;
    }

    public ScreenStage Type(string signs)
    {
        foreach (char sign in signs) Send(new Pressed(KeyPress.Of(sign)));
        return this;
    }
}
