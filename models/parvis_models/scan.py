"""The recurrence of the SSRU, c_t = f_t c_{t-1} + b_t, in parallel over time (Kim et al. 2019, "From Research to Production and Back", section 3.3).

Shapes: f, b, c float32 [R, T, D]; f is 0 where a sentence starts, so that sentences packed into one row do not see each other.
"""

import torch


def doubling(f, b):
    """The recurrence in log2(T) passes (Hillis and Steele 1986)."""
    reach, steps = 1, f.shape[1]
    while reach < steps:
        b = torch.cat((b[:, :reach], torch.addcmul(b[:, reach:], f[:, reach:], b[:, :-reach])), 1)
        reach *= 2
        if reach < steps:
            half = reach // 2
            f = torch.cat((torch.zeros_like(f[:, :half]), f[:, half:] * f[:, :-half]), 1)
    return b


class _Scan(torch.autograd.Function):
    """Keeps only f and c: the gradient is the same recurrence, backwards."""

    @staticmethod
    def forward(ctx, f, b):
        c = doubling(f.contiguous(), b.contiguous())
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, gradient):
        f, c = ctx.saved_tensors
        later = torch.cat((torch.zeros_like(f[:, :1]), f.flip(1)[:, :-1]), 1)
        of_b = doubling(later, gradient.contiguous().flip(1)).flip(1)
        of_f = torch.zeros_like(f)
        of_f[:, 1:] = of_b[:, 1:] * c[:, :-1]
        return of_f, of_b


@torch.compiler.disable
def scan(f, b):
    return _Scan.apply(f, b)
