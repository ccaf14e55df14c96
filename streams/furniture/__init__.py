"""What a web page says of itself among an article's lines: menus, buttons, notices, advertising, other articles."""
