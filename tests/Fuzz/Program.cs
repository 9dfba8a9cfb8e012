using Cockpit.Fuzz;

// Usage: replay                        every parser reads its whole corpus once
//        fuzz [--seconds N] [NAME...]  afl-fuzz changes the corpus and watches which code runs; 60 s a parser if nothing is said
//        target NAME                   what afl-fuzz starts: reads inputs from it until it ends
//        once NAME FILE                one file, to see a fault again

const int DefaultSeconds = 60;
switch (args)
{
    case ["target", var name]:
        var target = Targets.Find(name);
        SharpFuzz.Fuzzer.OutOfProcess.Run(stream =>
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Targets.Try(target, copy.ToArray());
        });
        return 0;
    case ["once", var name, var file]:
        Targets.Try(Targets.Find(name), File.ReadAllBytes(file));
        return 0;
    case ["replay"]:
        return Replay.Run();
    case ["fuzz", "--seconds", var seconds, .. var names]:
        return Campaign.Run(int.Parse(seconds), names);
    case ["fuzz", .. var names]:
        return Campaign.Run(DefaultSeconds, names);
    default:
        Console.Error.WriteLine("replay, fuzz [--seconds N] [NAME...], target NAME, once NAME FILE");
        return 2;
}
