Console.WriteLine("PbxBridge");
