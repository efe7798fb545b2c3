"""Muon on the hidden matrices, Adam on the rest.

Muon: momentum whose matrix is replaced by its nearest orthogonal one, by five Newton-Schulz steps (Jordan et al. 2024, kellerjordan.github.io/posts/muon).
"""

import torch

from .network import Network, is_stacked


def orthogonalise(matrices):
    """[n, r, c] -> about the nearest orthogonal matrix of each."""
    x = matrices.bfloat16()
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / (x.float().norm(dim=(-2, -1), keepdim=True) + 1e-7).to(x.dtype)
    for _ in range(5):
        a = x @ x.mT
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return (x.mT if tall else x).float()


class Optimiser:
    """``step(share)`` scales both learning rates. Stacked projections are taken apart, equal shapes go through Newton-Schulz together."""

    def __init__(self, network: Network, adam_rate: float, muon_rate: float):
        self.adam_rate, self.muon_rate = adam_rate, muon_rate
        self.matrices: dict[tuple[int, int], list] = {}
        self.rest = []
        for name, p in network.named_parameters():
            if p.ndim == 2 and name != "E.weight":
                rows = network.shape.d if is_stacked(name) else len(p)
                self.matrices.setdefault((rows, p.shape[1]), []).append(p)
            else:
                self.rest.append(p)
        self.adam = torch.optim.Adam(self.rest, lr=adam_rate, betas=(0.9, 0.98), eps=1e-9)
        self.momentum = {key: torch.zeros(sum(len(p) for p in ps) // key[0], *key, device=ps[0].device) for key, ps in self.matrices.items()}

    def step(self, share: float):
        torch.nn.utils.clip_grad_norm_(self.rest, 1.0)
        for group in self.adam.param_groups:
            group["lr"] = self.adam_rate * share
        self.adam.step()
        for (rows, columns), ps in self.matrices.items():
            gradient = torch.cat([p.grad.view(-1, rows, columns) for p in ps])
            momentum = self.momentum[rows, columns]
            momentum.lerp_(gradient, 0.05)
            update = orthogonalise(gradient.lerp(momentum, 0.95)) * (-self.muon_rate * share * max(1, rows / columns) ** 0.5)
            torch._foreach_add_([p.data.view(-1, rows, columns) for p in ps], list(update.split([len(p) // rows for p in ps])))
        for p in [*self.rest, *(p for ps in self.matrices.values() for p in ps)]:
            p.grad = None

    def state(self):
        return {"momentum": {f"{r}x{c}": m for (r, c), m in self.momentum.items()}, "adam": self.adam.state_dict()}

    def load(self, state):
        for (rows, columns), momentum in self.momentum.items():
            momentum.copy_(state["momentum"][f"{rows}x{columns}"])
        self.adam.load_state_dict(state["adam"])
