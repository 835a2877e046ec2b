using PbxBridge.Load;

var mode = args.FirstOrDefault() ?? "quick";
var tree = args.Length > 1 ? args[1] : ".";
var place = new Workplace(Path.Combine(tree, "artifacts", "load"), Path.GetFullPath(tree));
place = new Workplace(Path.GetFullPath(place.Folder), place.Tree);
switch (mode)
{
    case "micro":
        Micro.Run(place, args.Length > 2 ? args[2] : "");
        return 0;
    case "one":
        place.MakeStore();
        return OneRun.Run(place, args[2..]);
    case "quick" or "full":
        place.MakeStore();
        return Benchmark.Run(place, mode == "full" ? BenchmarkPlan.Full : BenchmarkPlan.Quick);
    default:
        Console.Error.WriteLine("quick | full | micro [messages|logs|plan|details|records|charges] | one [bridge|media|proxy|none] key=value …");
        return 2;
}
