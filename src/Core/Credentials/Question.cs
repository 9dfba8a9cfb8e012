namespace Cockpit.Core.Credentials;

/// <summary>What a person is asked for. Two questions with the same <see cref="Key"/> have the same answer.</summary>
/// <param name="Key">Who asks for what: "credential web password", or the user with the texts that a host showed.</param>
/// <param name="Text">The prompt, one line, fit for a terminal.</param>
/// <param name="Echo">What is typed may be seen.</param>
public sealed record Question(string Key, string Text, bool Echo);

/// <summary>Asks the person. Called by one thread at a time, and blocks it.</summary>
/// <returns>The answer, whose owner is the caller; null where the person declines.</returns>
public delegate Secret? AskPerson(Question question, CancellationToken cancellation);
