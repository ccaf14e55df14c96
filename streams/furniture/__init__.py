"""What a web page says of itself among an article's lines: menus, buttons, notices, advertising, lists of other articles."""
