"""Cycles along which time runs forward and the amount is kept, with the cycle enumeration of networkx.

Arguments: transfers.csv (from,to,micros,amount; a transfer is its line), file for the answer, fewest hops,
most hops, share kept, window in microseconds. Prints what it took, without reading and writing, as JSON.
"""
import csv
import json
import sys
import time

import networkx

source, target = sys.argv[1:3]
least, most, kept, window = int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]), float(sys.argv[6])

with open(source, newline="") as file:
    transfers = [(int(a), int(b), float(t), float(v)) for a, b, t, v in csv.reader(file)]

began = time.perf_counter()
between = {}
for number, (sender, receiver, at, amount) in enumerate(transfers):
    if sender != receiver:
        between.setdefault((sender, receiver), []).append((at, amount, number))

accounts = networkx.simple_cycles(networkx.DiGraph(list(between)), length_bound=most)

answer = []
candidates = 0


def follow(hops, path, last_at, last_amount, deadline):
    if len(path) == len(hops):
        answer.append(tuple(path))
        return
    for at, amount, number in hops[len(path)]:
        if at > last_at and at <= deadline and last_amount * kept <= amount <= last_amount / kept:
            follow(hops, path + [number], at, amount, deadline)


for cycle in accounts:
    candidates += 1
    length = len(cycle)
    if length < least:
        continue
    hops = [between[cycle[index], cycle[(index + 1) % length]] for index in range(length)]
    for turn in range(length):
        turned = hops[turn:] + hops[:turn]
        for at, amount, number in turned[0]:
            follow(turned, [number], at, amount, at + window)

seconds = time.perf_counter() - began
with open(target, "w") as file:
    file.writelines(" ".join(map(str, path)) + "\n" for path in answer)
print(json.dumps({"seconds": seconds, "candidates": candidates, "cycles": len(answer)}))
