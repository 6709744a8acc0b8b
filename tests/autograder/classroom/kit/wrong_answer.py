"""What a student writes first: the gradient is summed over the batch where the loss is its mean."""

WRONG = """def svm_loss(W, X, y, reg):
    scores = X @ W.T
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    active = (margins > 0).astype(float)
    active[rows, y] = -active.sum(axis=1)
    return margins.sum() / len(y) + reg * np.sum(W**2), active.T @ X + 2 * reg * W"""
RIGHT = WRONG.replace("active.T @ X +", "active.T @ X / len(y) +")
