// Every test uses the fixed ports of the example company.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
