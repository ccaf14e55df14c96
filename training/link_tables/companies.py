HEADER = ("label",)


def rows(sources):
    return []
