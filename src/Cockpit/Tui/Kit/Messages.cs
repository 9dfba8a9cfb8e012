using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>The screen has come to the front: it may want to read.</summary>
public sealed record Shown : Message;

/// <summary>The file was changed, by this program or another.</summary>
public sealed record FileChanged : Message;

/// <summary>A person chose an operation that is on.</summary>
public sealed record Chosen(Operation Operation) : Message;

/// <summary>A person answered a question as it wanted.</summary>
public sealed record Answered(Question Question, string Typed) : Message;

/// <summary>The filter line says this now; empty for no filter.</summary>
public sealed record FilterTyped(string Text) : Message;

/// <summary>The filter as it was typed is to stay.</summary>
public sealed record FilterKept : Message;

/// <summary>A person typed one of the screen's own commands.</summary>
public sealed record Commanded(string Name) : Message;

/// <summary>Work that a screen asked for has ended in an error.</summary>
public sealed record WorkFailed(string Name, Fault Fault) : Message;

/// <summary>A message for one screen, and so not for another that has come to the front meanwhile.</summary>
public sealed record ForScreen(long ScreenId, string Work, Message Message) : Message;

/// <summary>How far work is.</summary>
public sealed record Progressed(long ScreenId, string Work, string Text) : Message;

/// <summary>Work has ended with a result that is worth saying wherever the person is by now.</summary>
public record Told(string Text, bool Failed = false) : Message;

/// <summary>Facts of the frame's header have been read.</summary>
public sealed record HeaderRead(Header Header) : Message;
