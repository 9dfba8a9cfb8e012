using System.Text.Json;

namespace Cockpit.Scanner.Advisories.DebianTracker;

/// <summary>A JSON file's tokens, one after the other, in a buffer that does not grow with the file.</summary>
internal sealed class JsonTokens(Stream stream) : IDisposable
{
    /// <summary>A single text; the longest description of a CVE has some 10,000 letters.</summary>
    private const int MaxToken = 1 << 20;

    private byte[] buffer = new byte[1 << 16];
    private byte[] unescaped = [];
    private int start, end, valueStart, valueLength;
    private bool final, escaped, skipping;
    private JsonReaderState state = new(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow });

    public JsonTokenType Type { get; private set; }

    /// <summary>The text of a name or string; valid until the next token.</summary>
    public ReadOnlySpan<byte> Value => escaped ? unescaped.AsSpan(0, valueLength) : buffer.AsSpan(valueStart, valueLength);

    /// <summary>False at the file's end.</summary>
    /// <exception cref="JsonException">It is no JSON, or it is cut.</exception>
    public bool Next()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), final, state);
            if (reader.Read())
            {
                Type = reader.TokenType;
                Take(ref reader);
                start += (int)reader.BytesConsumed;
                state = reader.CurrentState;
                return true;
            }

            if (final) return false;
            Fill();
        }
    }

    /// <summary>Passes over the value behind a name.</summary>
    public void Skip()
    {
        int open = 0;
        skipping = true;
        do
        {
            if (!Next()) throw new JsonException();
            if (Type is JsonTokenType.StartObject or JsonTokenType.StartArray) open++;
            if (Type is JsonTokenType.EndObject or JsonTokenType.EndArray) open--;
        }
        while (open > 0);
        skipping = false;
    }

    public void Dispose() => stream.Dispose();

    private void Take(ref Utf8JsonReader reader)
    {
        valueLength = 0;
        escaped = false;
        if (skipping || Type is not (JsonTokenType.PropertyName or JsonTokenType.String)) return;
        if (reader.ValueIsEscaped)
        {
            if (unescaped.Length < reader.ValueSpan.Length) unescaped = new byte[reader.ValueSpan.Length];
            valueLength = Unescape(ref reader);
            escaped = true;
            return;
        }

        valueStart = start + (int)reader.TokenStartIndex + 1;
        valueLength = reader.ValueSpan.Length;
    }

    /// <exception cref="JsonException">It holds bytes that are no UTF-8, or half of a surrogate pair.</exception>
    private int Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.CopyString(unescaped);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(null, e);
        }
    }

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            if (end >= MaxToken) throw AdvisoryFiles.Invalid($"A text in it is longer than {MaxToken >> 20} MB.");
            Array.Resize(ref buffer, end * 2);
        }

        int read = stream.Read(buffer.AsSpan(end));
        end += read;
        final = read == 0;
    }
}
